import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** The row of a Mac, which nobody else changes until this transaction ends; null when there is none. */
export async function holdDevice(tx: Transaction, deviceId: string): Promise<Device | null> {
  await tx.$queryRaw`SELECT 1 FROM device WHERE id = ${deviceId}::uuid FOR UPDATE`
  return tx.device.findUnique({ where: { id: deviceId } })
}
