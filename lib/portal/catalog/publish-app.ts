import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { CatalogError } from './catalog-error.ts'
import { findAppToChange } from './find-app-to-change.ts'
import type { AppIdInput } from './schema.ts'

/** Shows an app to employees, or shows a retired one again. Throws CatalogError app_not_found, no_package. */
export async function publishApp(actor: Actor, { appId }: AppIdInput): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const app = await findAppToChange(tx, appId)
    if (app.status === 'published') return
    if (app.currentPackageId === null) throw new CatalogError('no_package')
    await tx.catalogApp.update({ where: { id: appId }, data: { status: 'published' } })
    await recordAudit(tx, actor, {
      action: 'app.published',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { from: app.status },
    })
  })
}
