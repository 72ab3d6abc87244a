import { canDo } from '#lib/mdm/protocol/capability.ts'
import { compareVersions } from './compare-versions.ts'

export interface TargetDevice {
  status: string
  enrollmentType: string
  accessRights: number
  osVersion: string | null
  /** It was told to leave, so nothing more is put on it. */
  removalAskedAt?: Date | null
}

export type TargetDenial = 'mac_left' | 'unsupported_by_enrolment' | 'incompatible_os'

/**
 * Whether this Mac can have this package at all; null when it can, else the reason.
 * A Mac that never said which macOS it runs is given the benefit of the doubt: it refuses by itself.
 */
export function judgeTarget(
  device: TargetDevice,
  wanted: { minimumOsVersion: string | null },
): TargetDenial | null {
  if (device.status !== 'enrolled' || device.removalAskedAt) return 'mac_left'
  const enrollmentType = parseEnrollmentType(device.enrollmentType)
  const answer = canDo({ enrollmentType, accessRights: device.accessRights }, 'installPackage')
  if (!answer.allowed) return 'unsupported_by_enrolment'
  const { minimumOsVersion } = wanted
  if (minimumOsVersion && device.osVersion && compareVersions(device.osVersion, minimumOsVersion) < 0) {
    return 'incompatible_os'
  }
  return null
}

/** Unknown types are taken for the narrowest one. */
export function parseEnrollmentType(value: string): 'device' | 'user' | 'automated' {
  return value === 'device' || value === 'automated' ? value : 'user'
}
