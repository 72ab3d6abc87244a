import { createHash } from 'node:crypto'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { EventDevice } from './event-payload.ts'
import { readEvent, typeOfEvent } from './read-event.ts'

/** The same for the same event and webhook, so that an event that is handed out twice is still one message. */
function deliveryId(webhookId: string, event: MdmEventRecord): string {
  const digest = createHash('sha256').update(`${webhookId}:${event.id}:${event.createdAt.getTime()}`).digest()
  digest[6] = 0x80 | ((digest[6] ?? 0) & 0x0f)
  digest[8] = 0x80 | ((digest[8] ?? 0) & 0x3f)
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

async function findDevice(tx: Transaction, enrollmentId: string): Promise<EventDevice> {
  // The enrollment of a user channel names the Mac's own.
  const channel = await tx.mdmEnrollment.findUnique({
    where: { id: enrollmentId },
    select: { deviceId: true },
  })
  return tx.device.findUnique({
    where: { enrollmentId: channel?.deviceId ?? enrollmentId },
    select: { id: true, name: true, serialNumber: true, enrollmentId: true },
  })
}

/**
 * Files an event for each webhook that wants it, in the transaction in which the portal hears of it: so nothing is
 * forgotten, and nothing told that did not happen.
 */
export async function fileDeliveries(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const type = typeOfEvent(event)
  if (!type) return
  const wanting = await tx.webhook.findMany({
    where: { disabledAt: null, events: { has: type } },
    select: { id: true },
  })
  if (wanting.length === 0) return
  const data = readEvent(type, event, await findDevice(tx, event.enrollmentId))
  const payload = JSON.parse(JSON.stringify({ type, createdAt: event.createdAt, data }))
  await tx.webhookDelivery.createMany({
    data: wanting.map(({ id }) => ({ id: deliveryId(id, event), webhookId: id, event: type, payload })),
    skipDuplicates: true,
  })
}
