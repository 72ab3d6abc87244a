import type { AppPackage } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { CatalogError } from './catalog-error.ts'

/** Makes a package the version that an app installs. Throws CatalogError package_not_found, package_of_another_app. */
export async function assignPackage(tx: Transaction, appId: string, packageId: string): Promise<AppPackage> {
  await tx.$queryRaw`SELECT id FROM app_package WHERE id = ${packageId}::uuid FOR UPDATE`
  const found = await tx.appPackage.findUnique({ where: { id: packageId } })
  if (!found) throw new CatalogError('package_not_found')
  if (found.appId !== null && found.appId !== appId) throw new CatalogError('package_of_another_app')
  await tx.appPackage.update({ where: { id: packageId }, data: { appId } })
  await tx.catalogApp.update({ where: { id: appId }, data: { currentPackageId: packageId } })
  return found
}
