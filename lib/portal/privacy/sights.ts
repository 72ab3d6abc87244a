import type { AbilitySource } from './ability-source.ts'
import { trafficDeclarations, trafficPayloads, workTrafficPayloads } from './traffic-policies.ts'

/** What a company may see, and what lets it; in the order in which a person wonders. */
export const sights = {
  location: {},
  files: {},
  photos: {},
  messages: {},
  mail: {},
  calendar: {},
  browsingHistory: {},
  passwords: {},
  keystrokes: {},
  camera: {},
  screen: {
    commands: ['EnableRemoteDesktop'],
    payloads: ['com.apple.education'],
    declarations: ['com.apple.configuration.screensharing.host.settings'],
  },
  websites: {
    payloads: [...trafficPayloads, 'com.apple.webcontent-filter'],
    declarations: [...trafficDeclarations, 'com.apple.configuration.webcontent-filter.plugin'],
  },
  workTraffic: { payloads: workTrafficPayloads },
  backupCopies: { payloads: ['com.apple.MCX.TimeMachine'] },
  macFacts: {
    queries: [
      'DeviceName',
      'ModelName',
      'Model',
      'ModelNumber',
      'IsAppleSilicon',
      'ProductName',
      'DeviceCapacity',
      'AvailableDeviceCapacity',
      'BatteryLevel',
      'HasBattery',
      'LocalHostName',
      'HostName',
      'SupportsLOMDevice',
      'SupportsiOSAppInstalls',
    ],
    statusItems: [
      'device.model.family',
      'device.model.identifier',
      'device.model.marketing-name',
      'device.model.number',
    ],
  },
  batteryHealth: { statusItems: ['device.power.battery-health'] },
  osVersion: {
    queries: ['OSVersion', 'SupplementalOSVersionExtra', 'BuildVersion', 'SupplementalBuildVersion'],
    statusItems: [
      'device.operating-system.build-version',
      'device.operating-system.family',
      'device.operating-system.marketing-name',
      'device.operating-system.supplemental.build-version',
      'device.operating-system.supplemental.extra-version',
      'device.operating-system.version',
    ],
  },
  updateState: {
    commands: ['AvailableOSUpdates', 'OSUpdateStatus'],
    queries: ['OSUpdateSettings'],
    statusItems: [
      'softwareupdate.beta-enrollment',
      'softwareupdate.failure-reason',
      'softwareupdate.install-reason',
      'softwareupdate.install-state',
      'softwareupdate.pending-version',
    ],
  },
  serialNumber: {
    queries: ['SerialNumber', 'UDID', 'ProvisioningUDID', 'SoftwareUpdateDeviceID'],
    statusItems: ['device.identifier.serial-number', 'device.identifier.udid', 'softwareupdate.device-id'],
  },
  genuineness: { queries: ['DevicePropertiesAttestation'] },
  networkAddresses: {
    commands: ['LOMSetupRequest'],
    queries: ['BluetoothMAC', 'WiFiMAC', 'EthernetMAC'],
  },
  timeZone: { queries: ['TimeZone'] },
  securityState: {
    commands: ['SecurityInfo'],
    queries: ['SystemIntegrityProtectionEnabled'],
    statusItems: ['diskmanagement.filevault.enabled'],
  },
  firewallApps: { unlessPrivate: ['SecurityInfo'] },
  recoveryKey: {
    payloads: ['com.apple.security.FDERecoveryKeyEscrow', 'com.apple.security.FDERecoveryRedirect'],
  },
  allApps: { commands: ['InstalledApplicationList'] },
  companyApps: {
    commands: ['ManagedApplicationList', 'ManagedApplicationConfiguration', 'ManagedApplicationFeedback'],
    statusItems: ['app.managed.list', 'package.list'],
  },
  appExtensions: { commands: ['ActiveNSExtensions', 'NSExtensionMappings'] },
  backgroundItems: { statusItems: ['services.background-task'] },
  profiles: { commands: ['ProfileList', 'ProvisioningProfileList'] },
  certificates: { commands: ['CertificateList'], statusItems: ['security.certificate.list'] },
  companyAccounts: {
    statusItems: [
      'account.list.caldav',
      'account.list.carddav',
      'account.list.exchange',
      'account.list.google',
      'account.list.ldap',
      'account.list.mail.incoming',
      'account.list.mail.outgoing',
      'account.list.subscribed-calendar',
    ],
  },
  enrolledUser: { queries: ['ActiveManagedUsers'] },
  userAccounts: { commands: ['UserList'], queries: ['AutoSetupAdminAccounts'] },
  appleAccount: { queries: ['iTunesStoreAccountIsActive', 'iTunesStoreAccountHash'] },
  activationLockState: {
    commands: ['ActivationLockBypassCode'],
    queries: ['IsActivationLockEnabled', 'IsActivationLockSupported'],
  },
  contentCaching: { commands: ['ContentCachingInformation'] },
  migrationReport: { statusItems: ['migration-assistant.report', 'migration-assistant.state'] },
  supportLogs: {
    commands: ['TriggerEnhancedLogCollection', 'CancelEnhancedLogCollection'],
    payloads: ['com.apple.system.logging'],
  },
} as const satisfies Readonly<Record<string, AbilitySource>>

export type Sight = keyof typeof sights
