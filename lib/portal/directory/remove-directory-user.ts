import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { lockDirectoryUser } from './find-directory-user.ts'
import { requireVersion } from './require-version.ts'
import type { SwitchPerson } from './switch-person.ts'
import { userVersion } from './view-user.ts'
import { writeDirectory } from './write-directory.ts'

/**
 * Lets a person go whom the directory deletes: the account is switched off, signed out everywhere and out of the
 * directory's groups, and its history stays. To the directory the person is gone, and can be made anew.
 */
export async function removeDirectoryUser(
  actor: Actor,
  id: string,
  ifMatch: string | null,
  switchPerson: SwitchPerson,
): Promise<void> {
  requireScope(actor, 'scim')
  await writeDirectory(actor, async (tx) => {
    const person = await lockDirectoryUser(tx, id)
    requireVersion(ifMatch, userVersion(person))
    const where = { personId: id, group: { source: 'directory' } }
    const groups = await tx.membership.findMany({ where, select: { groupId: true } })
    await tx.membership.deleteMany({ where })
    await tx.group.updateMany({
      where: { id: { in: groups.map((row) => row.groupId) } },
      data: { updatedAt: new Date() },
    })
    if (person.active) await switchPerson(actor, tx, person, false)
    await tx.person.update({
      where: { id },
      data: { fromDirectory: false, externalId: null, userName: null },
    })
    await recordAudit(tx, actor, {
      action: 'person.left_directory',
      subject: { kind: 'person', id, label: person.name },
      detail: { groups: groups.length },
    })
  })
}
