import type { AbilitySource } from './ability-source.ts'
import { trafficDeclarations, trafficPayloads, workTrafficPayloads } from './traffic-policies.ts'

/** What a company may do to a Mac, and what lets it; what would hurt most comes first. */
export const deeds = {
  erase: { commands: ['EraseDevice'] },
  lock: { commands: ['DeviceLock'] },
  restart: { commands: ['RestartDevice', 'ShutDownDevice'] },
  remotePower: { commands: ['LOMDeviceRequest'], payloads: ['com.apple.lom'] },
  remoteDesktop: {
    commands: ['EnableRemoteDesktop', 'DisableRemoteDesktop'],
    declarations: ['com.apple.configuration.screensharing.host.settings'],
  },
  mirroring: { commands: ['RequestMirroring', 'StopMirroring'], payloads: ['com.apple.airplay'] },
  installApps: {
    commands: [
      'InstallApplication',
      'InstallEnterpriseApplication',
      'InstallMedia',
      'InviteToProgram',
      'InstallProvisioningProfile',
      'RemoveProvisioningProfile',
    ],
    declarations: ['com.apple.configuration.app.managed', 'com.apple.configuration.package'],
  },
  removeApps: { commands: ['RemoveApplication'] },
  configureApps: {
    settings: ['ApplicationConfiguration'],
    payloads: ['com.apple.associated-domains', 'com.apple.fileproviderd'],
  },
  putSettings: {
    commands: ['InstallProfile', 'RemoveProfile', 'DeclarativeManagement'],
    payloads: ['com.apple.declarations'],
    declarations: ['com.apple.configuration.legacy', 'com.apple.configuration.legacy.interactive'],
  },
  keepSettings: { payloads: ['com.apple.profileRemovalPassword'] },
  rename: { settings: ['DeviceName', 'HostName'] },
  bluetooth: { settings: ['Bluetooth'] },
  requireUpdates: {
    commands: ['ScheduleOSUpdate', 'ScheduleOSUpdateScan'],
    payloads: ['com.apple.SoftwareUpdate'],
    declarations: [
      'com.apple.configuration.softwareupdate.enforcement.specific',
      'com.apple.configuration.softwareupdate.settings',
    ],
  },
  passcodeRules: {
    payloads: ['com.apple.mobiledevice.passwordpolicy'],
    declarations: ['com.apple.configuration.passcode.settings'],
  },
  screenLock: { payloads: ['com.apple.screensaver', 'com.apple.screensaver.user'] },
  requireEncryption: { payloads: ['com.apple.MCX.FileVault2'] },
  rotateRecoveryKey: { commands: ['RotateFileVaultKey'] },
  recoveryLock: {
    commands: ['SetRecoveryLock', 'VerifyRecoveryLock', 'SetFirmwarePassword', 'VerifyFirmwarePassword'],
  },
  bootstrapToken: { settings: ['MDMOptions'] },
  activationLock: { commands: ['ClearActivationLockBypassCode'] },
  unlockAccount: { commands: ['UnlockUserAccount'] },
  deleteAccount: { commands: ['DeleteUser'] },
  administrator: { commands: ['AccountConfiguration', 'SetAutoAdminPassword'] },
  signIn: {
    payloads: [
      'com.apple.ADCertificate.managed',
      'com.apple.DirectoryService.managed',
      'com.apple.extensiblesso',
      'com.apple.loginwindow',
      'com.apple.security.smartcard',
    ],
    declarations: [
      'com.apple.configuration.account.settings',
      'com.apple.configuration.extensible-sso',
      'com.apple.configuration.security.passkey.attestation',
    ],
  },
  firewall: { payloads: ['com.apple.security.firewall'] },
  blockWebsites: {
    payloads: ['com.apple.webcontent-filter', 'com.apple.familycontrols.contentfilter'],
    declarations: ['com.apple.configuration.webcontent-filter.plugin'],
  },
  routeTraffic: { payloads: trafficPayloads, declarations: trafficDeclarations },
  workVpn: { payloads: workTrafficPayloads },
  joinNetworks: {
    payloads: [
      'com.apple.wifi.managed',
      'com.apple.firstactiveethernet.managed',
      'com.apple.firstethernet.managed',
      'com.apple.globalethernet.managed',
      'com.apple.secondactiveethernet.managed',
      'com.apple.secondethernet.managed',
      'com.apple.thirdactiveethernet.managed',
      'com.apple.thirdethernet.managed',
    ],
  },
  addCertificates: {
    payloads: [
      'com.apple.security.acme',
      'com.apple.security.certificatepreference',
      'com.apple.security.certificatetransparency',
      'com.apple.security.identitypreference',
      'com.apple.security.pem',
      'com.apple.security.pkcs1',
      'com.apple.security.pkcs12',
      'com.apple.security.root',
      'com.apple.security.scep',
    ],
    declarations: [
      'com.apple.configuration.security.certificate',
      'com.apple.configuration.security.identity',
    ],
  },
  addAccounts: {
    payloads: [
      'com.apple.AIM.account',
      'com.apple.caldav.account',
      'com.apple.carddav.account',
      'com.apple.ews.account',
      'com.apple.jabber.account',
      'com.apple.ldap.account',
      'com.apple.mail.managed',
    ],
    declarations: [
      'com.apple.configuration.account.caldav',
      'com.apple.configuration.account.carddav',
      'com.apple.configuration.account.exchange',
      'com.apple.configuration.account.google',
      'com.apple.configuration.account.ldap',
      'com.apple.configuration.account.mail',
      'com.apple.configuration.account.subscribed-calendar',
    ],
  },
  grantPermissions: {
    payloads: ['com.apple.TCC.configuration-profile-policy'],
    declarations: ['com.apple.configuration.app.settings'],
  },
  backgroundWork: {
    payloads: [
      'com.apple.loginitems.managed',
      'com.apple.mcxloginscripts',
      'com.apple.servicemanagement',
      'loginwindow',
    ],
    declarations: [
      'com.apple.configuration.services.background-tasks',
      'com.apple.configuration.services.configuration-files',
    ],
  },
  systemExtensions: {
    payloads: ['com.apple.syspolicy.kernel-extension-policy', 'com.apple.system-extension-policy'],
  },
  restrictApps: {
    payloads: [
      'com.apple.NSExtension',
      'com.apple.applicationaccess.new',
      'com.apple.asam',
      'com.apple.systempolicy.control',
      'com.apple.systempolicy.managed',
      'com.apple.systempolicy.rule',
    ],
    declarations: [
      'com.apple.configuration.app.settings',
      'com.apple.configuration.safari.extensions.settings',
    ],
  },
  restrictFeatures: {
    payloads: [
      'com.apple.ShareKitHelper',
      'com.apple.applicationaccess',
      'com.apple.appstore',
      'com.apple.dashboard',
      'com.apple.gamed',
      'com.apple.ironwood.support',
      'com.apple.preference.security',
      'com.apple.preference.users',
      'com.apple.systempreferences',
    ],
    declarations: [
      'com.apple.configuration.external-intelligence.settings',
      'com.apple.configuration.intelligence.settings',
      'com.apple.configuration.keyboard.settings',
      'com.apple.configuration.math.settings',
      'com.apple.configuration.safari.settings',
      'com.apple.configuration.siri.settings',
    ],
  },
  restrictDisks: {
    payloads: ['com.apple.DiscRecording', 'com.apple.systemuiserver'],
    declarations: ['com.apple.configuration.diskmanagement.settings'],
  },
  timeLimits: { payloads: ['com.apple.familycontrols.timelimits.v2'] },
  backups: { payloads: ['com.apple.MCX.TimeMachine'] },
  setup: {
    payloads: ['com.apple.SetupAssistant.managed', 'com.apple.systemmigration'],
    declarations: ['com.apple.configuration.migration-assistant.settings'],
  },
  printers: { payloads: ['com.apple.airprint', 'com.apple.mcxprinting'] },
  classroom: { payloads: ['com.apple.education'] },
  serverRoles: {
    payloads: ['com.apple.AssetCache.managed', 'com.apple.xsan', 'com.apple.xsan.preferences'],
    declarations: ['com.apple.configuration.content-cache.settings'],
  },
  otherSettings: {
    payloads: [
      '.GlobalPreferences',
      'com.apple.Dictionary',
      'com.apple.MCX',
      'com.apple.ManagedClient.preferences',
      'com.apple.desktop',
      'com.apple.dock',
      'com.apple.domains',
      'com.apple.finder',
      'com.apple.font',
      'com.apple.mcxMenuExtras',
      'com.apple.notificationsettings',
      'com.apple.universalaccess',
      'com.apple.webClip.managed',
    ],
    declarations: [
      'com.apple.configuration.accessibility.settings',
      'com.apple.configuration.safari.bookmarks',
      'com.apple.configuration.screensharing.connection',
      'com.apple.configuration.screensharing.connection.group',
    ],
  },
} as const satisfies Readonly<Record<string, AbilitySource>>

export type Deed = keyof typeof deeds
