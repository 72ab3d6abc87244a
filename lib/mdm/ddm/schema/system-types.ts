import { type DeclarationType, declares } from './declaration-type.ts'

const choice = 'text Allowed|AlwaysOn|AlwaysOff'
const volumes = 'text Allowed|ReadOnly|Disallowed'
const days = 'integer 1..90'
const program = { 'Description*': 'text', 'Token*': 'text' }
const credentials = 'asset credential.userpassword'

/**
 * The Mac itself: updates, disks, services, screen sharing, migration, networks.
 * Source: declarative/declarations/configurations/{softwareupdate.*,diskmanagement.settings,services.*,screensharing.*,
 * migration-assistant.settings,content-cache.settings,network.*,webcontent-filter.plugin}.yaml
 */
export const systemTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.configuration.content-cache.settings': declares('27', 'su', 'S', null),
  'com.apple.configuration.diskmanagement.settings': declares('15', 's', 'S', {
    Restrictions: { ExternalStorage: volumes, NetworkStorage: volumes },
  }),
  'com.apple.configuration.migration-assistant.settings': declares('26.4', 's', 'S', {
    'ShouldDoManagedMigration*': 'flag',
    ExcludedAccounts: ['text'],
    ExcludedPaths: ['text'],
    RequiredPaths: ['text'],
    'ShouldMigrateSecurityPrivacySettings*': 'flag',
  }),
  'com.apple.configuration.network.dns-proxy': declares('27', 'su', 'S', null),
  'com.apple.configuration.network.dns-settings': declares('27', 'su', 'S', null),
  'com.apple.configuration.network.relay': declares('27', 'su', 'S', null),
  'com.apple.configuration.network.vpn.ikev2': declares('27', 'su', 'S', null),
  'com.apple.configuration.network.vpn.ipsec': declares('27', 'su', 'S', null),
  'com.apple.configuration.network.vpn.vpn-plugin': declares('27', 'su', 'S', null),
  'com.apple.configuration.screensharing.connection': declares('14', 'su', 'SU', {
    'ConnectionUUID*': 'text',
    'DisplayName*': 'text',
    'HostName*': 'text',
    Port: 'integer',
    'DisplayConfiguration*': { 'DisplayType*': 'text Virtual1|Virtual2' },
    AuthenticationCredentialsAssetReference: credentials,
  }),
  'com.apple.configuration.screensharing.connection.group': declares('14', 'su', 'SU', {
    'ConnectionGroupUUID*': 'text',
    'GroupName*': 'text',
    'Members*': ['text'],
  }),
  'com.apple.configuration.screensharing.host.settings': declares('14', 's', 'S', {
    MaximumVirtualDisplays: 'integer 0..2',
    PortBase: 'integer 1024..65535',
    PreventCopyFilesFromHost: 'flag',
    PreventCopyFilesToHost: 'flag',
    PreventHighPerformanceConnections: 'flag',
  }),
  'com.apple.configuration.services.background-tasks': declares('15', 's', 'S', {
    'TaskType*': 'text',
    TaskDescription: 'text',
    ExecutableAssetReference: 'asset data',
    LaunchdConfigurations: [{ 'FileAssetReference*': 'asset data', 'Context*': 'text daemon|agent' }],
  }),
  'com.apple.configuration.services.configuration-files': declares('14', 's', 'S', {
    'ServiceType*': 'text',
    'DataAssetReference*': 'asset data',
  }),
  'com.apple.configuration.softwareupdate.enforcement.specific': declares('14', 's', 'S', {
    'TargetOSVersion*': 'text',
    TargetBuildVersion: 'text',
    'TargetLocalDateTime*': 'localtime',
    DetailsURL: 'text',
  }),
  'com.apple.configuration.softwareupdate.settings': declares('15', 's', 'S', {
    Notifications: 'flag',
    Deferrals: { MajorPeriodInDays: days, MinorPeriodInDays: days, SystemPeriodInDays: days },
    AutomaticActions: { Download: choice, InstallOSUpdates: choice, InstallSecurityUpdate: choice },
    RapidSecurityResponse: { Enable: 'flag', EnableRollback: 'flag' },
    AllowStandardUserOSUpdates: 'flag',
    'Beta@15.4': { ProgramEnrollment: choice, OfferPrograms: [program], RequireProgram: program },
  }),
  'com.apple.configuration.webcontent-filter.plugin': declares('27', 'su', 'S', null),
}
