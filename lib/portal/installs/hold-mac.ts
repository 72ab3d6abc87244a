import type { Transaction } from '#lib/server/prisma.ts'

export type MacRefusal = 'owner_inactive' | 'mac_left' | 'mac_to_leave'

/**
 * Until this transaction ends the Mac of an install does not leave, and its owner's account is not switched off. Person
 * and Mac come before the install itself, as wherever both are locked.
 *
 * returns  why nothing more is put on that Mac; null when nothing stands in the way, or there is no such install
 */
export async function holdMac(tx: Transaction, installId: string): Promise<MacRefusal | null> {
  await tx.$queryRaw`
    SELECT p.id FROM install i JOIN device d ON d.id = i.device_id JOIN person p ON p.id = d.owner_id
    WHERE i.id = ${installId}::uuid FOR SHARE OF p`
  await tx.$queryRaw`
    SELECT d.id FROM install i JOIN device d ON d.id = i.device_id WHERE i.id = ${installId}::uuid FOR SHARE OF d`
  const install = await tx.install.findUnique({
    where: { id: installId },
    select: { device: { include: { owner: { select: { active: true } } } } },
  })
  if (!install) return null
  const { status, owner, removalAskedAt } = install.device
  if (status !== 'enrolled') return 'mac_left'
  if (!owner.active) return 'owner_inactive'
  return removalAskedAt ? 'mac_to_leave' : null
}
