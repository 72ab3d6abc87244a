import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { assignPackage } from './assign-package.ts'
import { CatalogError } from './catalog-error.ts'
import { makeSlug } from './make-slug.ts'
import type { CreateAppInput } from './schema.ts'

/**
 * Adds an app to the catalogue as a draft that no employee sees. Asked twice with the same package, it gives the app of
 * the first time.
 *
 * throws  CatalogError slug_taken, package_not_found, package_of_another_app
 */
export async function createApp(
  actor: Actor,
  input: CreateAppInput,
): Promise<{ appId: string; slug: string }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const { packageId, slug = makeSlug(input.name), ...fields } = input
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`catalog_app:${slug}`}))::text`
    const taken = await tx.catalogApp.findUnique({ where: { slug } })
    if (taken) {
      if (packageId && taken.currentPackageId === packageId) return { appId: taken.id, slug }
      throw new CatalogError('slug_taken')
    }
    const app = await tx.catalogApp.create({ data: { ...fields, slug } })
    if (packageId) await assignPackage(tx, app.id, packageId)
    await recordAudit(tx, actor, {
      action: 'app.created',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { slug, packageId: packageId ?? null, approvalRequired: app.approvalRequired },
    })
    return { appId: app.id, slug }
  })
}
