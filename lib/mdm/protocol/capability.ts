import { type CommandSubject, checkAvailability } from './check-availability.ts'
import type { CommandRefusalCode } from './command-refusal.ts'
import type { Availability } from './command-table/command-rule.ts'
import { commandTable, type RequestType } from './command-table/command-table.ts'
import { deviceInformationChoices } from './command-table/device-information-choices.ts'
import { settingRules } from './command-table/settings-command.ts'

/** A wish rests on a command, and sometimes on one part of it. */
type Wish = { requestType: RequestType; part?: Availability }

const notForUsers = { inUserEnrollment: false } as const

const wishes = {
  lock: { requestType: 'DeviceLock' },
  erase: { requestType: 'EraseDevice' },
  restart: { requestType: 'RestartDevice' },
  shutDown: { requestType: 'ShutDownDevice' },
  inventory: { requestType: 'InstalledApplicationList' },
  managedInventory: { requestType: 'ManagedApplicationList' },
  installApplication: { requestType: 'InstallApplication' },
  installPackage: { requestType: 'InstallEnterpriseApplication' },
  removeApplication: { requestType: 'RemoveApplication' },
  installProfile: { requestType: 'InstallProfile' },
  removeProfile: { requestType: 'RemoveProfile' },
  listProfiles: { requestType: 'ProfileList' },
  listCertificates: { requestType: 'CertificateList' },
  deviceInformation: { requestType: 'DeviceInformation', part: deviceInformationChoices.OSVersion },
  networkInformation: { requestType: 'DeviceInformation', part: deviceInformationChoices.WiFiMAC },
  serialNumber: { requestType: 'DeviceInformation', part: deviceInformationChoices.SerialNumber },
  securityInformation: { requestType: 'SecurityInfo' },
  renameDevice: { requestType: 'Settings', part: settingRules.DeviceName },
  rotateFileVaultKey: { requestType: 'RotateFileVaultKey' },
  // The payload that escrows (com.apple.security.FDERecoveryKeyEscrow) and the declarations that update macOS.
  escrowFileVaultKey: { requestType: 'InstallProfile', part: notForUsers },
  setRecoveryLock: { requestType: 'SetRecoveryLock' },
  unlockUserAccount: { requestType: 'UnlockUserAccount' },
  listUsers: { requestType: 'UserList' },
  deleteUser: { requestType: 'DeleteUser' },
  enableRemoteDesktop: { requestType: 'EnableRemoteDesktop' },
  setupAdministrator: { requestType: 'AccountConfiguration' },
  finishSetup: { requestType: 'DeviceConfigured' },
  declarativeManagement: { requestType: 'DeclarativeManagement' },
  enforceSoftwareUpdate: { requestType: 'DeclarativeManagement', part: notForUsers },
} as const satisfies Record<string, Wish>

/**
 * Something that an organization might want to do with a Mac.
 * Source: mdm/commands/*.yaml
 */
export type Capability = keyof typeof wishes

/**
 * All of them, in the order of the table: for a page that shows what can and can never be done.
 * Source: mdm/commands/*.yaml
 */
export const capabilities = Object.keys(wishes) as Capability[]

/**
 * The Mac in question. A user enrollment has no access rights: Apple's own list bounds it.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights, EnrollmentMode)
 */
export type CapabilitySubject = Pick<CommandSubject, 'enrollmentType' | 'accessRights'>

/**
 * Why not: never in a user enrollment; the profile does not grant the right; only for a Mac that the company bought.
 * Source: mdm/commands/*.yaml (userenrollment, accessrights, requiresdep)
 */
export type CapabilityDenial = Extract<
  CommandRefusalCode,
  'not_in_user_enrollment' | 'access_right_missing' | 'only_automated_enrollment'
>

/**
 * Yes, or no and why.
 * Source: mdm/commands/*.yaml
 */
export type CapabilityAnswer = { allowed: true } | { allowed: false; code: CapabilityDenial }

/**
 * Tells whether a Mac can be asked to do something at all, whatever its macOS: what never changes while it is enrolled.
 * Source: mdm/commands/*.yaml; mdm/profiles/com.apple.mdm.yaml
 */
export function canDo(subject: CapabilitySubject, capability: Capability): CapabilityAnswer {
  const { requestType, part }: Wish = wishes[capability]
  const rule = commandTable[requestType]
  const [channel] = rule.channels
  const known = { ...subject, channel, osVersion: null, supervised: null, appleSilicon: null }
  const refusal = checkAvailability(known, rule) ?? (part ? checkAvailability(known, part) : null)
  return refusal === null ? { allowed: true } : { allowed: false, code: denialOf(refusal.code) }
}

function denialOf(code: CommandRefusalCode): CapabilityDenial {
  return code === 'access_right_missing' || code === 'only_automated_enrollment'
    ? code
    : 'not_in_user_enrollment'
}

/**
 * Names the command or declaration that a capability rests on.
 * Source: mdm/commands/*.yaml (requesttype)
 */
export function requestTypeOf(capability: Capability): string {
  return wishes[capability].requestType
}
