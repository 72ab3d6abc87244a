import { accessRight } from './access-rights.ts'

type Rule = {
  /** the command or declaration that does it */
  requestType: string
  inUserEnrollment: boolean
  onlyAutomated?: boolean
  /** the bit that must be set; 0 where Apple asks for none */
  right: number
}

const forbiddenForUser = (requestType: string, right: number): Rule => ({
  requestType,
  inUserEnrollment: false,
  right,
})
const allowedForAll = (requestType: string, right: number): Rule => ({
  requestType,
  inUserEnrollment: true,
  right,
})

const rules = {
  lock: forbiddenForUser('DeviceLock', accessRight.lock),
  erase: forbiddenForUser('EraseDevice', accessRight.erase),
  restart: forbiddenForUser('RestartDevice', accessRight.lock),
  shutDown: forbiddenForUser('ShutDownDevice', accessRight.lock),
  inventory: forbiddenForUser('InstalledApplicationList', accessRight.inspectApplications),
  managedInventory: allowedForAll('ManagedApplicationList', accessRight.manageApplications),
  installApplication: allowedForAll('InstallApplication', accessRight.manageApplications),
  installPackage: allowedForAll('InstallEnterpriseApplication', accessRight.manageApplications),
  removeApplication: forbiddenForUser('RemoveApplication', accessRight.manageApplications),
  installProfile: allowedForAll('InstallProfile', accessRight.installProfiles),
  removeProfile: allowedForAll('RemoveProfile', accessRight.installProfiles),
  listProfiles: allowedForAll('ProfileList', accessRight.inspectProfiles),
  listCertificates: allowedForAll('CertificateList', accessRight.inspectProfiles),
  deviceInformation: allowedForAll('DeviceInformation', accessRight.deviceInformation),
  networkInformation: forbiddenForUser('DeviceInformation', accessRight.networkInformation),
  serialNumber: forbiddenForUser('DeviceInformation', accessRight.deviceInformation),
  securityInformation: allowedForAll('SecurityInfo', accessRight.security),
  renameDevice: forbiddenForUser('Settings', accessRight.settings),
  rotateFileVaultKey: forbiddenForUser('RotateFileVaultKey', accessRight.lock),
  escrowFileVaultKey: forbiddenForUser('InstallProfile', accessRight.installProfiles),
  setRecoveryLock: forbiddenForUser('SetRecoveryLock', accessRight.lock),
  unlockUserAccount: forbiddenForUser('UnlockUserAccount', accessRight.lock),
  listUsers: forbiddenForUser('UserList', 0),
  deleteUser: forbiddenForUser('DeleteUser', 0),
  enableRemoteDesktop: forbiddenForUser('EnableRemoteDesktop', 0),
  setupAdministrator: { ...forbiddenForUser('AccountConfiguration', 0), onlyAutomated: true },
  finishSetup: { ...forbiddenForUser('DeviceConfigured', 0), onlyAutomated: true },
  declarativeManagement: allowedForAll('DeclarativeManagement', 0),
  enforceSoftwareUpdate: forbiddenForUser('DeclarativeManagement', 0),
} satisfies Record<string, Rule>

/**
 * Something that an organization might want to do with a Mac.
 * Source: mdm/commands/*.yaml
 */
export type Capability = keyof typeof rules

/**
 * All of them, in the order of the table: for a page that shows what can and can never be done.
 * Source: mdm/commands/*.yaml
 */
export const capabilities = Object.keys(rules) as Capability[]

/**
 * The Mac in question. A user enrollment has no access rights: Apple's own list bounds it.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights, EnrollmentMode)
 */
export type CapabilitySubject = { enrollmentType: 'device' | 'user' | 'automated'; accessRights: number }

/**
 * Why not: never in a user enrollment; the profile does not grant the right; only for a Mac that the company bought.
 * Source: mdm/commands/*.yaml (userenrollment, accessrights, requiresdep)
 */
export type CapabilityDenial = 'not_in_user_enrollment' | 'access_right_missing' | 'only_automated_enrollment'

/**
 * Yes, or no and why.
 * Source: mdm/commands/*.yaml
 */
export type CapabilityAnswer = { allowed: true } | { allowed: false; code: CapabilityDenial }

/**
 * Tells whether a Mac can be asked to do something at all.
 * Source: mdm/commands/*.yaml; mdm/profiles/com.apple.mdm.yaml
 */
export function canDo(subject: CapabilitySubject, capability: Capability): CapabilityAnswer {
  const rule: Rule = rules[capability]
  if (subject.enrollmentType === 'user') {
    return rule.inUserEnrollment ? { allowed: true } : { allowed: false, code: 'not_in_user_enrollment' }
  }
  if (rule.onlyAutomated === true && subject.enrollmentType !== 'automated') {
    return { allowed: false, code: 'only_automated_enrollment' }
  }
  if ((subject.accessRights & rule.right) !== rule.right) {
    return { allowed: false, code: 'access_right_missing' }
  }
  return { allowed: true }
}

/**
 * Names the command or declaration that a capability rests on.
 * Source: mdm/commands/*.yaml (requesttype)
 */
export function requestTypeOf(capability: Capability): string {
  return rules[capability].requestType
}
