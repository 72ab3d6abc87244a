import { type DeclarationType, declares } from './declaration-type.ts'

const reference = { 'DataURL*': 'url', ContentType: 'text', Size: 'integer 0..', 'Hash-SHA-256': 'text' }
const authentication = { 'Type*': 'text MDM|None' }
const data = { 'Reference*': reference, Authentication: authentication }
const key = { ...data, Accessible: 'text Default|AfterFirstUnlock' }

/**
 * Activations, assets and management declarations, which every enrollment and scope may have.
 * Source: declarative/declarations/{activations,assets,management}/*.yaml
 */
export const furtherTypes: Readonly<Record<string, DeclarationType>> = {
  'com.apple.activation.simple': declares('13', 'su', 'SU', {
    'StandardConfigurations*': ['configuration'],
    Predicate: 'text',
  }),
  'com.apple.asset.credential.acme': declares('14', 'su', 'SU', key),
  'com.apple.asset.credential.certificate': declares('14', 'su', 'SU', data),
  'com.apple.asset.credential.identity': declares('14', 'su', 'SU', key),
  'com.apple.asset.credential.scep': declares('14', 'su', 'SU', key),
  'com.apple.asset.credential.userpassword': declares('13', 'su', 'SU', {
    'Reference*': reference,
    'Authentication@14': authentication,
  }),
  'com.apple.asset.data': declares('14', 'su', 'SU', data),
  'com.apple.asset.useridentity': declares('13', 'su', 'SU', { FullName: 'text', EmailAddress: 'text' }),
  'com.apple.management.organization-info': declares('13', 'su', 'SU', {
    'Name*': 'text',
    Email: 'text',
    URL: 'text',
    Proof: { IdentityToken: 'text' },
  }),
  'com.apple.management.properties': declares('13', 'su', 'SU', { '*': 'any' }),
  'com.apple.management.server-capabilities': declares('13', 'su', 'SU', {
    'Version*': 'text',
    'SupportedFeatures*': { '*': 'any' },
  }),
}
