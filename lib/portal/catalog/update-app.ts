import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { findAppToChange } from './find-app-to-change.ts'
import type { UpdateAppInput } from './schema.ts'

/** Changes what the catalogue says of an app. Its address stays. Throws CatalogError app_not_found. */
export async function updateApp(actor: Actor, input: UpdateAppInput): Promise<{ slug: string }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const { appId, ...fields } = input
  return inTransaction(async (tx) => {
    const before = await findAppToChange(tx, appId)
    const app = await tx.catalogApp.update({ where: { id: appId }, data: fields })
    const names = Object.keys(fields) as (keyof typeof fields)[]
    const changed = names.filter((name) => before[name] !== app[name])
    await recordAudit(tx, actor, {
      action: 'app.updated',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { changed, approvalRequired: app.approvalRequired },
    })
    return { slug: app.slug }
  })
}
