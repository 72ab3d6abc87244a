import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { assignPackage } from './assign-package.ts'
import { findAppToChange } from './find-app-to-change.ts'
import type { SetCurrentPackageInput } from './schema.ts'

/**
 * Chooses the version that is installed from now on: a new one, or an earlier one again. What is on its way keeps its own.
 * Throws CatalogError app_not_found, package_not_found, package_of_another_app.
 */
export async function setCurrentPackage(actor: Actor, input: SetCurrentPackageInput): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const app = await findAppToChange(tx, input.appId)
    if (app.currentPackageId === input.packageId) return
    const chosen = await assignPackage(tx, app.id, input.packageId)
    await recordAudit(tx, actor, {
      action: 'app.version_chosen',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { from: app.currentPackageId, to: chosen.id, version: chosen.version },
    })
  })
}
