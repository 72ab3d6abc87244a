import { certificateList } from './certificate-list.ts'
import type { CommandHandler } from './command-handler.ts'
import { declarativeManagement } from './declarative-management.ts'
import { deviceInformation } from './device-information.ts'
import { deviceLock } from './device-lock.ts'
import { eraseDevice } from './erase-device.ts'
import { installEnterpriseApplication } from './install-enterprise-application.ts'
import { installProfile } from './install-profile.ts'
import { installedApplicationList } from './installed-application-list.ts'
import { managedApplicationList } from './managed-application-list.ts'
import { profileList } from './profile-list.ts'
import { removeApplication } from './remove-application.ts'
import { removeProfile } from './remove-profile.ts'
import { restartDevice } from './restart-device.ts'
import { securityInfo } from './security-info.ts'
import { settings } from './settings.ts'
import { shutDownDevice } from './shut-down-device.ts'
import { userList } from './user-list.ts'

export type CommandFacts = {
  handle: CommandHandler
  /** Bits of AccessRights that the profile must carry; 0 when none is needed. */
  rights: number
  isQuery: boolean
  userEnrollment: boolean
  userChannel: boolean
}

const facts = (
  handle: CommandHandler,
  rights: number,
  ...marks: ('query' | 'user-enrolment' | 'user-channel')[]
): CommandFacts => ({
  handle,
  rights,
  isQuery: marks.includes('query'),
  userEnrollment: marks.includes('user-enrolment'),
  userChannel: marks.includes('user-channel'),
})

/** Every command this Mac knows, with what Apple's schema says about it (mdm/commands/*.yaml). */
export const commandCatalog: ReadonlyMap<string, CommandFacts> = new Map([
  ['CertificateList', facts(certificateList, 1, 'query', 'user-enrolment', 'user-channel')],
  ['DeclarativeManagement', facts(declarativeManagement, 0, 'query', 'user-enrolment', 'user-channel')],
  ['DeviceInformation', facts(deviceInformation, 16, 'query', 'user-enrolment', 'user-channel')],
  ['DeviceLock', facts(deviceLock, 4)],
  ['EraseDevice', facts(eraseDevice, 8)],
  ['InstallEnterpriseApplication', facts(installEnterpriseApplication, 4096, 'user-enrolment')],
  ['InstallProfile', facts(installProfile, 2, 'user-enrolment', 'user-channel')],
  ['InstalledApplicationList', facts(installedApplicationList, 256, 'query', 'user-channel')],
  ['ManagedApplicationList', facts(managedApplicationList, 4096, 'query', 'user-enrolment', 'user-channel')],
  ['ProfileList', facts(profileList, 1, 'query', 'user-enrolment', 'user-channel')],
  ['RemoveApplication', facts(removeApplication, 4096)],
  ['RemoveProfile', facts(removeProfile, 2, 'user-enrolment', 'user-channel')],
  ['RestartDevice', facts(restartDevice, 4)],
  ['SecurityInfo', facts(securityInfo, 1024, 'query', 'user-enrolment', 'user-channel')],
  ['Settings', facts(settings, 2048, 'user-enrolment', 'user-channel')],
  ['ShutDownDevice', facts(shutDownDevice, 4)],
  ['UserList', facts(userList, 0, 'query')],
])
