import type { AbilitySource } from './ability-source.ts'

/**
 * What says nothing about a person and does nothing to their Mac: how the enrolment itself stands, whether an action
 * could work, and what only serves other declarations. All else stands in sights or deeds.
 */
export const silentSources = {
  commands: ['DeviceConfigured'],
  queries: [
    'OrganizationInfo',
    'MDMOptions',
    'AwaitingConfiguration',
    'IsSupervised',
    'PushToken',
    'PINRequiredForEraseDevice',
    'PINRequiredForDeviceLock',
    'EACSPreflight',
  ],
  settings: ['OrganizationInfo'],
  statusItems: [
    'management.client-capabilities',
    'management.declarations',
    'mdm.enrollment-type',
    'mdm.is-awaiting-configuration',
    'mdm.push-magic',
    'mdm.push-token',
    'screensharing.connection.group.unresolved-connection',
    'test.array-value',
    'test.boolean-value',
    'test.dictionary-value',
    'test.error-value',
    'test.integer-value',
    'test.real-value',
    'test.string-value',
  ],
  payloads: ['com.apple.mdm', 'com.apple.configurationprofile.identification'],
  declarations: [
    'com.apple.activation.simple',
    'com.apple.asset.credential.acme',
    'com.apple.asset.credential.certificate',
    'com.apple.asset.credential.identity',
    'com.apple.asset.credential.scep',
    'com.apple.asset.credential.userpassword',
    'com.apple.asset.data',
    'com.apple.asset.useridentity',
    'com.apple.configuration.management.status-subscriptions',
    'com.apple.configuration.management.test',
    'com.apple.management.organization-info',
    'com.apple.management.properties',
    'com.apple.management.server-capabilities',
  ],
} as const satisfies AbilitySource
