import type { Group } from '#lib/server/generated/client.ts'
import { groupSchema } from './schema-names.ts'
import type { ScimResource } from './scim-document.ts'
import { locationOf } from './view-user.ts'

export interface MemberName {
  id: string
  name: string
}

/** Each change of a group or of who is in it moves updatedAt on. */
export function groupVersion(group: Group): string {
  return `W/"${group.updatedAt.getTime().toString(36)}"`
}

/** members: null where nobody asked for them. */
export function viewGroup(group: Group, members: MemberName[] | null): ScimResource {
  const { id, externalId, name } = group
  return {
    schemas: [groupSchema],
    id,
    ...(externalId === null ? {} : { externalId }),
    displayName: name,
    ...(members && { members: members.map((one) => ({ value: one.id, display: one.name, type: 'User' })) }),
    meta: {
      resourceType: 'Group',
      created: group.createdAt.toISOString(),
      lastModified: group.updatedAt.toISOString(),
      version: groupVersion(group),
      location: locationOf('Groups', id),
    },
  }
}
