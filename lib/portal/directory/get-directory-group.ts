import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { prisma } from '#lib/server/prisma.ts'
import { findDirectoryGroup } from './find-directory-group.ts'
import { memberNamesOf } from './member-names-of.ts'
import type { ScimResource } from './scim-document.ts'
import { viewGroup } from './view-group.ts'

/** One group of the directory, with its members when they are wanted. throws ScimError not_found */
export async function getDirectoryGroup(
  actor: Actor,
  id: string,
  withMembers: boolean,
): Promise<ScimResource> {
  requireScope(actor, 'scim')
  const group = await findDirectoryGroup(prisma(), id)
  if (!withMembers) return viewGroup(group, null)
  const members = await memberNamesOf(prisma(), [id])
  return viewGroup(group, members.get(id) ?? [])
}
