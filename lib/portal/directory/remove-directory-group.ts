import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { lockDirectoryGroup } from './find-directory-group.ts'
import { requireVersion } from './require-version.ts'
import { groupVersion } from './view-group.ts'
import { writeDirectory } from './write-directory.ts'

/** Removes a group of the directory, and with it what was assigned to it. Its people stay. */
export async function removeDirectoryGroup(actor: Actor, id: string, ifMatch: string | null): Promise<void> {
  requireScope(actor, 'scim')
  await writeDirectory(actor, async (tx) => {
    const group = await lockDirectoryGroup(tx, id)
    requireVersion(ifMatch, groupVersion(group))
    await tx.group.delete({ where: { id } })
    await recordAudit(tx, actor, {
      action: 'group.deleted',
      subject: { kind: 'group', id, label: group.name },
      detail: { source: 'directory' },
    })
  })
}
