import { type DeclarationType, declares } from './declaration-type.ts'

const credentials = 'asset credential.userpassword'
const mailAuthentication = 'text None|Password|CRAMMD5|NTLM|HTTPMD5'
const calendarServer = {
  VisibleName: 'text',
  'HostName*': 'text',
  Port: 'integer',
  Path: 'text',
  AuthenticationCredentialsAssetReference: credentials,
}

/**
 * Accounts of the person at the Mac.
 * Source: declarative/declarations/configurations/account.*.yaml
 */
export const accountTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.configuration.account.caldav': declares('13', 'u', 'SU', calendarServer),
  'com.apple.configuration.account.carddav': declares('13', 'u', 'SU', calendarServer),
  'com.apple.configuration.account.exchange': declares('13', 'u', 'SU', {
    VisibleName: 'text',
    'EnabledProtocolTypes*': ['text EAS|EWS'],
    UserIdentityAssetReference: 'asset useridentity',
    HostName: 'text',
    Port: 'integer',
    Path: 'text',
    ExternalHostName: 'text',
    ExternalPort: 'integer',
    'External Path': 'text',
    OAuth: { 'Enabled*': 'flag', SignInURL: 'text' },
    AuthenticationCredentialsAssetReference: credentials,
    AuthenticationIdentityAssetReference: 'asset credential.acme|credential.identity|credential.scep',
    MailServiceActive: 'flag',
    ContactsServiceActive: 'flag',
    CalendarServiceActive: 'flag',
    RemindersServiceActive: 'flag',
    NotesServiceActive: 'flag',
  }),
  'com.apple.configuration.account.google': declares('13', 'u', 'SU', {
    VisibleName: 'text',
    'UserIdentityAssetReference*': 'asset useridentity',
  }),
  'com.apple.configuration.account.ldap': declares('13', 'u', 'SU', {
    VisibleName: 'text',
    'HostName*': 'text',
    Port: 'integer',
    AuthenticationCredentialsAssetReference: credentials,
    SearchSettings: [
      { VisibleDescription: 'text', 'SearchBase*': 'text', Scope: 'text Base|OneLevel|Subtree' },
    ],
  }),
  'com.apple.configuration.account.mail': declares('13', 'u', 'SU', {
    VisibleName: 'text',
    UserIdentityAssetReference: 'asset useridentity',
    'IncomingServer*': {
      'ServerType*': 'text IMAP|POP',
      'HostName*': 'text',
      Port: 'integer',
      'AuthenticationMethod*': mailAuthentication,
      AuthenticationCredentialsAssetReference: credentials,
      IMAPPathPrefix: 'text',
    },
    'OutgoingServer*': {
      'HostName*': 'text',
      Port: 'integer',
      'AuthenticationMethod*': mailAuthentication,
      AuthenticationCredentialsAssetReference: credentials,
    },
  }),
  'com.apple.configuration.account.settings': declares('27.2', 'su', 'S', null),
  'com.apple.configuration.account.subscribed-calendar': declares('14', 'u', 'SU', {
    VisibleName: 'text',
    'CalendarURL*': 'url',
    AuthenticationCredentialsAssetReference: credentials,
  }),
}
