import { leaveEnrollment } from '../leave-enrollment.ts'
import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** RemoveProfile; with the enrolment profile's identifier this ends management. */
export const removeProfile: CommandHandler = ({ machine, client, command }) => {
  const identifier = plistField.text(command, 'Identifier')
  if (!identifier) return answer.malformed(12011, 'RemoveProfile needs an Identifier')
  const { state } = machine
  const profile = state.profiles.find((installed) => installed.identifier === identifier)
  if (!profile) return answer.failed(12075, `The profile “${identifier}” is not installed`)
  if (identifier === state.enrollment?.profileIdentifier) {
    return answer.acknowledged({}, () => leaveEnrollment(machine, client, 'The server removed the enrolment'))
  }
  state.profiles = state.profiles.filter((installed) => installed !== profile)
  machine.save()
  machine.tell('profile', `Removed the profile “${profile.displayName}”`)
  return answer.acknowledged()
}
