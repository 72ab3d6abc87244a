import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Group } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { applyPatch } from './apply-patch.ts'
import { groupDocumentAttributes } from './group-attributes.ts'
import { memberNamesOf } from './member-names-of.ts'
import { type GroupFacts, readGroup } from './read-group.ts'
import type { ScimResource } from './scim-document.ts'
import { ScimError } from './scim-error.ts'
import { setMembers } from './set-members.ts'
import { viewGroup } from './view-group.ts'
import { locationOf } from './view-user.ts'
import { writeDirectory } from './write-directory.ts'

async function refuseKnown(tx: Transaction, { name, externalId }: GroupFacts): Promise<void> {
  const known =
    (externalId === null ? null : await tx.group.findUnique({ where: { externalId } })) ??
    (await tx.group.findUnique({ where: { name } }))
  if (!known) return
  if (known.source !== 'directory') {
    throw new ScimError('uniqueness', 'a group that does not come from the directory has this name')
  }
  const location = locationOf('Groups', known.id)
  throw new ScimError('uniqueness', 'there is such a Group already', { location })
}

async function makeGroup(tx: Transaction, actor: Actor, facts: GroupFacts): Promise<Group> {
  const { name, externalId, memberIds } = facts
  const group = await tx.group.create({ data: { name, externalId, source: 'directory' } })
  const { added } = await setMembers(tx, group.id, [], memberIds ?? [])
  await recordAudit(tx, actor, {
    action: 'group.created',
    subject: { kind: 'group', id: group.id, label: name },
    detail: { source: 'directory', members: added.length },
  })
  return group
}

/** Makes a group of the directory with its members. throws ScimError uniqueness: asking twice makes one */
export async function createDirectoryGroup(actor: Actor, body: unknown): Promise<ScimResource> {
  requireScope(actor, 'scim')
  const facts = readGroup(applyPatch({}, [{ verb: 'add', value: body }], groupDocumentAttributes))
  return writeDirectory(actor, async (tx) => {
    await refuseKnown(tx, facts)
    const group = await makeGroup(tx, actor, facts)
    const members = await memberNamesOf(tx, [group.id])
    return viewGroup(group, members.get(group.id) ?? [])
  })
}
