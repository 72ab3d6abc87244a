import { type Attribute, attribute } from './attribute.ts'
import { externalIdAttribute } from './user-attributes.ts'

/** The attributes of a group that Zelf keeps. */
export const groupAttributes: readonly Attribute[] = [
  attribute('displayName', 'The name of the group', { required: true, uniqueness: 'server' }),
  attribute('members', 'The people in it', {
    multiValued: true,
    subAttributes: [
      attribute('value', 'The id of the person', { mutability: 'immutable', caseExact: true }),
      attribute('display', 'The person’s name', { mutability: 'readOnly' }),
      attribute('type', 'Always User', { mutability: 'immutable' }),
    ],
  }),
]

export const groupDocumentAttributes: readonly Attribute[] = [externalIdAttribute, ...groupAttributes]
