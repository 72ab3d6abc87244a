import type { MdmOperations } from '#lib/mdm/server.ts'
import type { AppPackage } from '#lib/server/generated/client.ts'
import { findApp, readAppLists } from './app-lists.ts'

/**
 * Which apps macOS takes away with an enrollment: those that the Mac last said it manages. A private enrollment manages
 * no app of a package.
 */
export async function readManaged(
  mdm: MdmOperations,
  device: { enrollmentId: string; enrollmentType: string },
): Promise<(install: { package: AppPackage }) => boolean> {
  const told = await mdm.inventory(device.enrollmentId, 'ManagedApplicationList')
  if (!told || device.enrollmentType === 'user') return () => false
  const lists = readAppLists(told.data, null)
  return (install) => findApp(lists, install.package).managedStatus === 'Managed'
}
