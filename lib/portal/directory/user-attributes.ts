import { type Attribute, attribute } from './attribute.ts'
import { enterpriseSchema } from './schema-names.ts'

/** What every resource has beside its schema's attributes (RFC 7643 section 3.1). */
export const externalIdAttribute = attribute('externalId', 'The directory’s own key', { caseExact: true })

/** The attributes of a person that Zelf keeps; what else a directory sends is passed over. */
export const userAttributes: readonly Attribute[] = [
  attribute('userName', 'The name that the person signs in with; kept in lower case', {
    ...{ required: true, uniqueness: 'server' },
  }),
  attribute('name', 'The parts of the name', {
    subAttributes: [
      attribute('formatted', 'The whole name'),
      attribute('familyName', 'The family name'),
      attribute('givenName', 'The given name'),
    ],
  }),
  attribute('displayName', 'The name that Zelf shows'),
  attribute('title', 'What the person does'),
  attribute('active', 'Whether the person may sign in; false ends every session', { type: 'boolean' }),
  attribute('emails', 'Addresses; the primary one is kept, or else the one for work, in lower case', {
    multiValued: true,
    subAttributes: [
      attribute('value', 'The address', { uniqueness: 'server' }),
      attribute('type', 'Always work'),
      attribute('primary', 'Always true', { type: 'boolean' }),
    ],
  }),
  attribute('groups', 'The groups of the directory that the person is in', {
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [
      attribute('value', 'The id of the group', { mutability: 'readOnly', caseExact: true }),
      attribute('display', 'Its name', { mutability: 'readOnly' }),
    ],
  }),
]

export const enterpriseAttributes: readonly Attribute[] = [attribute('department', 'The department')]

/** All that a document of a person can hold; the extension is an attribute called by its URN. */
export const userDocumentAttributes: readonly Attribute[] = [
  externalIdAttribute,
  ...userAttributes,
  attribute(enterpriseSchema, 'The enterprise extension', { subAttributes: enterpriseAttributes }),
]
