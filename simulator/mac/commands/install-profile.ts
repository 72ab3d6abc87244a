import { installEnrollmentProfile } from '../enroll.ts'
import { MacError } from '../mac-error.ts'
import { plistField } from '../plist-field.ts'
import { readProfile } from '../read-profile.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/**
 * InstallProfile: the same identifier replaces what was there; the enrolment profile renews the identity. One that is
 * encrypted opens with the identity of this Mac.
 */
export const installProfile: CommandHandler = async ({ machine, client, command }) => {
  const payload = plistField.data(command, 'Payload')
  if (!payload) return answer.malformed(12011, 'InstallProfile needs a Payload')
  const { state } = machine
  try {
    const profile = readProfile(payload, state.identity)
    const enrolls = profile.payloads.some((item) => item.PayloadType === 'com.apple.mdm')
    if (enrolls) {
      if (profile.identifier !== state.enrollment?.profileIdentifier) {
        return answer.failed(4001, 'This Mac is managed already', 'MCInstallationErrorDomain')
      }
      await installEnrollmentProfile(machine, client, profile, state.enrollment.origin)
    } else {
      const others = state.profiles.filter(({ identifier }) => identifier !== profile.identifier)
      state.profiles = [...others, profile.installed]
    }
    machine.save()
    machine.tell('profile', `Installed the profile “${profile.installed.displayName}”`)
    return answer.acknowledged()
  } catch (error) {
    if (!(error instanceof MacError) || error.code === 'unenrolled') throw error
    return answer.failed(1000, error.message, 'MCProfileErrorDomain')
  }
}
