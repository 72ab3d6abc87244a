import { canDo } from '#lib/mdm/protocol/capability.ts'
import { parseEnrollmentType } from './policy.ts'

/**
 * Whether a requirement puts apps on this Mac by itself. A private enrollment takes packages too, but there they are not
 * managed, nothing proves that they arrived and nobody can take them away: its person may ask for an app, and is given
 * none unasked.
 */
export function reachesMac(mac: { enrollmentType: string; accessRights: number }): boolean {
  const enrollmentType = parseEnrollmentType(mac.enrollmentType)
  if (enrollmentType === 'user') return false
  return canDo({ enrollmentType, accessRights: mac.accessRights }, 'installPackage').allowed
}
