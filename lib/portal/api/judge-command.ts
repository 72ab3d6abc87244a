import type { ApiScope } from '#lib/auth/api-scopes.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

export interface CommandJudgement {
  /** What the token needs, beside commands:write. */
  scope: ApiScope
  /** Whether reason and confirmation must be given. */
  guarded: boolean
  /** Whether the Mac or its management is gone afterwards. */
  final: boolean
  /** The audit entry. */
  action: string
}

/** What takes a Mac, or an account on it, out of somebody's hands, for as long as nobody knows the new secret. */
const locking: ReadonlySet<string> = new Set([
  'DeviceLock',
  'DeleteUser',
  'RotateFileVaultKey',
  'SetAutoAdminPassword',
  'SetFirmwarePassword',
  'SetRecoveryLock',
  'UnlockUserAccount',
  'VerifyFirmwarePassword',
  'VerifyRecoveryLock',
])

const named: Record<string, string> = {
  DeviceLock: 'device.lock_asked',
  RestartDevice: 'device.restart_asked',
}

/** Every enrolment profile's identifier ends so, and removing it ends the management of the Mac. */
const isEnrollmentProfile = (identifier: unknown) =>
  typeof identifier === 'string' && /\.enroll$/i.test(identifier.trim())

/** How dangerous a command is, and so what must be given with it. */
export function judgeCommand(requestType: string, parameters: PlistDict): CommandJudgement {
  if (requestType === 'EraseDevice') {
    return { scope: 'commands:erase', guarded: true, final: true, action: 'device.erase_asked' }
  }
  if (requestType === 'RemoveProfile' && isEnrollmentProfile(parameters.Identifier)) {
    return { scope: 'commands:erase', guarded: true, final: true, action: 'device.removal_asked' }
  }
  const action = named[requestType] ?? 'device.command_asked'
  const locks = locking.has(requestType)
  return { scope: locks ? 'commands:lock' : 'commands:write', guarded: locks, final: false, action }
}
