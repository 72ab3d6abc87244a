import { createHash } from 'node:crypto'
import type { Person } from '#lib/server/generated/client.ts'
import { runtime } from '#lib/server/runtime.ts'
import { withoutNulls } from './read-scim-value.ts'
import { enterpriseSchema, userSchema } from './schema-names.ts'
import type { ScimDocument, ScimResource } from './scim-document.ts'

export interface GroupName {
  id: string
  name: string
}

export function locationOf(kind: 'Users' | 'Groups', id: string): string {
  return `${runtime().publicUrl.replace(/\/+$/, '')}/scim/v2/${kind}/${id}`
}

/** What a directory has set of a person, and may change. */
export function describeUser(person: Person): ScimDocument {
  const name = withoutNulls({ givenName: person.givenName, familyName: person.familyName })
  return withoutNulls({
    externalId: person.externalId,
    userName: person.userName ?? person.email,
    name: { formatted: person.name, ...name },
    displayName: person.name,
    title: person.title,
    active: person.active,
    emails: [{ value: person.email, type: 'work', primary: true }],
    ...(person.department ? { [enterpriseSchema]: { department: person.department } } : {}),
  })
}

/** Changes whenever, and only when, something changes that a directory can set. */
export function userVersion(person: Person): string {
  const digest = createHash('sha256').update(JSON.stringify([person.id, describeUser(person)]))
  return `W/"${digest.digest('base64url').slice(0, 22)}"`
}

export function viewUser(person: Person, groups: GroupName[]): ScimResource {
  const document = describeUser(person)
  const schemas = [userSchema, ...(enterpriseSchema in document ? [enterpriseSchema] : [])]
  return {
    schemas,
    id: person.id,
    ...document,
    groups: groups.map(({ id, name }) => ({ value: id, display: name })),
    meta: {
      resourceType: 'User',
      created: person.createdAt.toISOString(),
      lastModified: person.updatedAt.toISOString(),
      version: userVersion(person),
      location: locationOf('Users', person.id),
    },
  }
}
