import type { CommandRefusal } from './command-refusal.ts'
import type { Availability, Channel } from './command-table/command-rule.ts'
import { compareOsVersions } from './compare-os-versions.ts'

/**
 * The Mac in question, and the channel. What is not known of it (null) is no reason to refuse.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights, EnrollmentMode); mdm/commands/information.device.yaml
 */
export type CommandSubject = {
  enrollmentType: 'device' | 'user' | 'automated'
  channel: Channel
  accessRights: number
  osVersion: string | null
  supervised: boolean | null
  appleSilicon: boolean | null
}

/**
 * Tells whether a Mac has a command, a key of one (then named) or a value.
 * Source: Apple, device-management schema (supportedOS, userenrollment, requiresdep, supervised, accessrights)
 */
export function checkAvailability(
  subject: CommandSubject,
  rule: Availability,
  key: string | null = null,
): CommandRefusal | null {
  const refuse = (code: CommandRefusal['code'], version: string | null = null) => ({ code, key, version })
  const { enrollmentType, osVersion } = subject
  if (rule.inUserEnrollment === false && enrollmentType === 'user') {
    return refuse(key === null ? 'not_in_user_enrollment' : 'key_not_in_user_enrollment')
  }
  if (rule.onlyAutomated === true && enrollmentType !== 'automated') {
    return refuse('only_automated_enrollment')
  }
  if (rule.channels && !rule.channels.includes(subject.channel)) return refuse('wrong_channel')
  const right = rule.right ?? 0
  if (enrollmentType !== 'user' && (subject.accessRights & right) !== right) {
    return refuse('access_right_missing')
  }
  if (rule.supervised === true && !isSupervised(subject)) return refuse('supervision_missing')
  if (osVersion !== null && rule.removed !== undefined && compareOsVersions(osVersion, rule.removed) >= 0) {
    return refuse(key === null ? 'removed_from_os' : 'key_removed_from_os', rule.removed)
  }
  if (
    osVersion !== null &&
    rule.introduced !== undefined &&
    compareOsVersions(osVersion, rule.introduced) < 0
  ) {
    return refuse(key === null ? 'os_too_old' : 'key_too_new', rule.introduced)
  }
  return fitsHardware(subject, rule) ? null : refuse('wrong_hardware')
}

/** The Mac's own word counts; without it, a device enrollment supervises from macOS 11. */
function isSupervised({ supervised, enrollmentType, osVersion }: CommandSubject): boolean {
  if (supervised !== null) return supervised
  if (enrollmentType !== 'device') return enrollmentType === 'automated'
  return osVersion === null || compareOsVersions(osVersion, '11') >= 0
}

function fitsHardware({ appleSilicon }: CommandSubject, { hardware }: Availability): boolean {
  if (hardware === undefined || appleSilicon === null) return true
  return appleSilicon === (hardware === 'apple_silicon')
}
