import type { Transaction } from '#lib/server/prisma.ts'

/** Nobody need be told any more that a Mac left, which is here again. */
export async function closeLeftNotices(tx: Transaction, deviceId: string): Promise<void> {
  await tx.deviceNotice.updateMany({
    where: { deviceId, kind: 'left', seenAt: null },
    data: { seenAt: new Date() },
  })
}
