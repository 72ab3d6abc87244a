import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { findAppToChange } from './find-app-to-change.ts'
import type { AppIdInput } from './schema.ts'

/**
 * Takes an app out of the catalogue. Macs keep it, and what is on its way arrives; nobody can ask for it any more.
 * Throws CatalogError app_not_found.
 */
export async function retireApp(actor: Actor, { appId }: AppIdInput): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const app = await findAppToChange(tx, appId)
    if (app.status === 'retired') return
    await tx.catalogApp.update({ where: { id: appId }, data: { status: 'retired' } })
    await recordAudit(tx, actor, {
      action: 'app.retired',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { from: app.status },
    })
  })
}
