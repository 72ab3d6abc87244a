import { type DeclarationType, declares } from './declaration-type.ts'

const credential = (accepts: string) => [{ 'Identifier*': 'text', 'AssetReference*': accepts }] as const

const appConfig = {
  DataAssetReference: 'asset data',
  Passwords: credential('asset credential.userpassword'),
  Identities: credential('asset credential.identity|credential.scep|credential.acme'),
  Certificates: credential('asset credential.certificate'),
}

const binaries = [
  {
    CDHash: 'text',
    SigningID: 'text',
    TeamID: 'text',
    PathPrefix: 'text',
    SigningState: 'text All|TestFlight|DeveloperID|Enterprise|AppStore|Apple',
  },
] as const

const permission = 'text None|Allow'

/**
 * Apps and packages.
 * Source: declarative/declarations/configurations/app.managed.yaml, app.settings.yaml, package.yaml
 */
export const appTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.configuration.app.managed': declares(
    '26',
    'su',
    'SU',
    {
      AppStoreID: 'text',
      BundleID: 'text',
      AppComposedIdentifier: 'text',
      iOSApp: 'flag',
      InstallBehavior: {
        Install: 'text Optional|Required',
        License: { Assignment: 'text Device|User' },
        Version: 'integer',
      },
      UpdateBehavior: { 'AutomaticAppUpdates*': 'text AlwaysOn|AlwaysOff|StoreSettings' },
      'AppConfig@27': appConfig,
      'ExtensionConfigs@27': { '*': appConfig },
      'LegacyAppConfigAssetReference@27': 'asset data',
    },
    ['AppStoreID', 'BundleID', 'AppComposedIdentifier'],
  ),
  'com.apple.configuration.app.settings': declares('27', 'su', 'S', {
    Allowed: { AllowedBinaries: binaries, DeniedBinaries: binaries, AlwaysAllowManagedApps: 'flag' },
    Privacy: {
      PermissionDefaults: {
        '*': {
          'OrganizationJustification*': 'text',
          Accessibility: permission,
          Bluetooth: permission,
          Camera: permission,
          Dictation: permission,
          LocalNetwork: permission,
          Location: 'text None|WhileUsing|Always',
          Microphone: permission,
        },
      },
    },
  }),
  'com.apple.configuration.package': declares('26', 's', 'S', {
    'ManifestURL*': 'url',
    InstallBehavior: { Install: 'text Optional|Required' },
    'UninstallBehavior@27': { Remove: 'flag' },
  }),
}
