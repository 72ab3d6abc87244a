import { type DeclarationType, declares } from './declaration-type.ts'

const identity = 'asset credential.identity|credential.scep|credential.acme'
const profile = { ProfileURL: 'url', 'ProfileAssetReference@27': 'asset data' }
const profileKeys = ['ProfileURL', 'ProfileAssetReference']

/**
 * Passcodes, certificates, sign-on, profiles, and management itself.
 * Source: declarative/declarations/configurations/{passcode.settings,security.*,extensible-sso,legacy*,management.*}.yaml
 */
export const securityTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.configuration.extensible-sso': declares('27', 'su', 'S', null),
  'com.apple.configuration.legacy': declares('13', 'su', 'SU', profile, profileKeys),
  'com.apple.configuration.legacy.interactive': declares(
    '13',
    'su',
    'SU',
    { ...profile, 'VisibleName*': 'text' },
    profileKeys,
  ),
  'com.apple.configuration.management.status-subscriptions': declares('13', 'su', 'SU', {
    'StatusItems*': [{ 'Name*': 'text' }],
  }),
  'com.apple.configuration.management.test': declares('13', 'su', 'SU', {
    'Echo*': 'text',
    'EchoDataAssetReference@14': 'asset data',
    ReturnStatus: 'text Installed|Failed|Unlocked',
  }),
  'com.apple.configuration.passcode.settings': declares('13', 'su', 'S', {
    RequirePasscode: 'flag',
    'RequireAlphanumericPasscode@13.1': 'flag',
    RequireComplexPasscode: 'flag',
    MinimumLength: 'integer 0..16',
    'MinimumComplexCharacters@13.1': 'integer 0..4',
    MaximumFailedAttempts: 'integer 2..11',
    'FailedAttemptsResetInMinutes@13.1': 'integer',
    MaximumGracePeriodInMinutes: 'integer',
    MaximumInactivityInMinutes: 'integer 0..15',
    'MaximumPasscodeAgeInDays@13.1': 'integer 0..730',
    PasscodeReuseLimit: 'integer 1..50',
    'ChangeAtNextAuth@13.1': 'flag',
    'CustomRegex@14': { 'Regex*': 'text', Description: { '*': 'text' } },
  }),
  'com.apple.configuration.security.certificate': declares('14', 'su', 'SU', {
    'CredentialAssetReference*': 'asset credential.certificate',
  }),
  'com.apple.configuration.security.identity': declares('14', 'su', 'SU', {
    'CredentialAssetReference*': identity,
    AllowAllAppsAccess: 'flag',
    KeyIsExtractable: 'flag',
  }),
  'com.apple.configuration.security.passkey.attestation': declares('14', 'u', 'S', {
    'AttestationIdentityAssetReference*': identity,
    AttestationIdentityKeyIsExtractable: 'flag',
    'RelyingParties*': ['text'],
  }),
}
