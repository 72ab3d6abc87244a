import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Group } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { applyPatch } from './apply-patch.ts'
import { lockDirectoryGroup } from './find-directory-group.ts'
import { groupDocumentAttributes } from './group-attributes.ts'
import { memberNamesOf } from './member-names-of.ts'
import { type GroupFacts, readGroup } from './read-group.ts'
import { readPatch } from './read-patch.ts'
import { requireVersion } from './require-version.ts'
import type { ScimResource } from './scim-document.ts'
import { setMembers } from './set-members.ts'
import { groupVersion, viewGroup } from './view-group.ts'
import { writeDirectory } from './write-directory.ts'

export interface GroupChange {
  id: string
  /** put: the whole resource; patch: operations on it. */
  method: 'put' | 'patch'
  body: unknown
  ifMatch: string | null
}

function readChange(group: Group, memberIds: string[], { method, body }: GroupChange): GroupFacts {
  if (method === 'put') {
    const facts = readGroup(applyPatch({}, [{ verb: 'add', value: body }], groupDocumentAttributes))
    return { ...facts, externalId: facts.externalId ?? group.externalId, memberIds: facts.memberIds ?? [] }
  }
  const base = {
    displayName: group.name,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    members: memberIds.map((value) => ({ value, type: 'User' })),
  }
  const facts = readGroup(applyPatch(base, readPatch(body), groupDocumentAttributes))
  return { ...facts, memberIds: facts.memberIds ?? [] }
}

async function saveGroup(
  tx: Transaction,
  actor: Actor,
  group: Group,
  facts: GroupFacts & { before: string[] },
): Promise<Group> {
  const { name, externalId, before, memberIds } = facts
  const { added, removed } = await setMembers(tx, group.id, before, memberIds ?? [])
  const isNamed = name !== group.name || externalId !== group.externalId
  if (!isNamed && added.length === 0 && removed.length === 0) return group
  // Later than before, even within the same millisecond, for it is the version.
  const updatedAt = new Date(Math.max(Date.now(), group.updatedAt.getTime() + 1))
  const saved = await tx.group.update({ where: { id: group.id }, data: { name, externalId, updatedAt } })
  await recordAudit(tx, actor, {
    action: 'group.updated',
    subject: { kind: 'group', id: group.id, label: name },
    detail: {
      ...(name === group.name ? {} : { from: group.name }),
      added: added.length,
      removed: removed.length,
    },
  })
  return saved
}

/** Changes a group of the directory and who is in it, one change at a time. throws ScimError */
export async function changeDirectoryGroup(
  actor: Actor,
  change: GroupChange,
  withMembers: boolean,
): Promise<ScimResource> {
  requireScope(actor, 'scim')
  return writeDirectory(actor, async (tx) => {
    const group = await lockDirectoryGroup(tx, change.id)
    requireVersion(change.ifMatch, groupVersion(group))
    const rows = await tx.membership.findMany({ where: { groupId: group.id }, select: { personId: true } })
    const before = rows.map((row) => row.personId)
    const facts = readChange(group, before, change)
    const saved = await saveGroup(tx, actor, group, { ...facts, before })
    if (!withMembers) return viewGroup(saved, null)
    const members = await memberNamesOf(tx, [group.id])
    return viewGroup(saved, members.get(group.id) ?? [])
  })
}
