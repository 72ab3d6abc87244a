import type { CatalogApp } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { CatalogError } from './catalog-error.ts'

/** The app, locked until the change is done. Throws CatalogError app_not_found. */
export async function findAppToChange(tx: Transaction, appId: string): Promise<CatalogApp> {
  await tx.$queryRaw`SELECT id FROM catalog_app WHERE id = ${appId}::uuid FOR UPDATE`
  const app = await tx.catalogApp.findUnique({ where: { id: appId } })
  if (!app) throw new CatalogError('app_not_found')
  return app
}
