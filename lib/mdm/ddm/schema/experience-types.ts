import { type DeclarationType, declares } from './declaration-type.ts'

const choice = 'text Allowed|AlwaysOn|AlwaysOff'
const permission = 'text None|Allow'

/**
 * What people meet: Safari, Siri, Apple Intelligence, keyboard, Calculator.
 * Source: declarative/declarations/configurations/{safari.*,siri.settings,intelligence.settings,
 * external-intelligence.settings,keyboard.settings,math.settings,accessibility.settings}.yaml
 */
export const experienceTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.configuration.accessibility.settings': declares('27', 'su', 'S', null),
  'com.apple.configuration.external-intelligence.settings': declares('26.4', 'su', 'S', {
    Enabled: 'flag',
    AllowSignIn: 'flag',
    AllowedWorkspaceIDs: ['text'],
  }),
  'com.apple.configuration.intelligence.settings': declares('26.4', 'su', 'S', {
    AllowAppleIntelligenceReport: 'flag',
    AllowGenmoji: 'flag',
    AllowImagePlayground: 'flag',
    AllowWritingTools: 'flag',
    Apps: {
      Mail: { AllowSmartReplies: 'flag', AllowSummary: 'flag' },
      Notes: { AllowTranscription: 'flag', AllowTranscriptionSummary: 'flag' },
      Safari: { AllowSummary: 'flag' },
      'Calendar@27': { AllowNaturalLanguageEditing: 'flag' },
    },
    ForceOnDeviceOnlyDictation: 'flag',
    'AllowVisualIntelligence@27': 'flag',
  }),
  'com.apple.configuration.keyboard.settings': declares('26.4', 'su', 'S', {
    AllowDefinitionLookup: 'flag',
    AllowDictation: 'flag',
    AllowMathKeyboardSuggestions: 'flag',
  }),
  'com.apple.configuration.math.settings': declares('15', 'u', 'S', {
    Calculator: {
      BasicMode: { 'AddSquareRoot*': 'flag' },
      ScientificMode: { 'Enabled*': 'flag' },
      ProgrammerMode: { 'Enabled*': 'flag' },
      MathNotesMode: { 'Enabled*': 'flag' },
      InputModes: { 'UnitConversion*': 'flag', 'RPN*': 'flag' },
    },
    SystemBehavior: { 'KeyboardSuggestions*': 'flag', 'MathNotes*': 'flag' },
  }),
  'com.apple.configuration.safari.bookmarks': declares('26', 'u', 'S', {
    ManagedBookmarks: [
      {
        'GroupIdentifier*': 'text',
        'Title*': 'text',
        'Bookmarks*': [{ 'Title*': 'text', URL: 'text', Folder: ['dictionary'] }],
      },
    ],
  }),
  'com.apple.configuration.safari.extensions.settings': declares('15', 'u', 'S', {
    ManagedExtensions: {
      '*': { State: choice, PrivateBrowsing: choice, AllowedDomains: ['text'], DeniedDomains: ['text'] },
    },
  }),
  'com.apple.configuration.safari.settings': declares('26', 'u', 'S', {
    AllowHistoryClearing: 'flag',
    AllowPrivateBrowsing: 'flag',
    AllowSummary: 'flag',
    NewTabStartPage: {
      'PageType*': 'text Start|Home|Extension',
      HomepageURL: 'text',
      ExtensionIdentifier: 'text',
    },
    'Privacy@27': {
      PermissionDefaults: {
        '*': { 'OrganizationJustification*': 'text', Camera: permission, Microphone: permission },
      },
    },
  }),
  'com.apple.configuration.siri.settings': declares('26.4', 'su', 'S', {
    Enabled: 'flag',
    ForceProfanityFilter: 'flag',
    'AllowSiriAI@27': 'flag',
    'ForceReduceSensitiveContent@27': 'flag',
  }),
}
