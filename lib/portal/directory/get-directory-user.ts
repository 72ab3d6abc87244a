import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { prisma } from '#lib/server/prisma.ts'
import { findDirectoryUser } from './find-directory-user.ts'
import { groupNamesOf } from './group-names-of.ts'
import type { ScimResource } from './scim-document.ts'
import { viewUser } from './view-user.ts'

/** One person as the directory sees them. throws ScimError not_found */
export async function getDirectoryUser(actor: Actor, id: string): Promise<ScimResource> {
  requireScope(actor, 'scim')
  const person = await findDirectoryUser(prisma(), id)
  const groups = await groupNamesOf(prisma(), [id])
  return viewUser(person, groups.get(id) ?? [])
}
