import type { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { callOffRemoval } from './call-off-removal.ts'
import { holdDevice } from './hold-device.ts'
import type { answeredData } from './schema.ts'

type Answer = z.output<typeof answeredData>

/**
 * A Mac answered that it is to remove its enrolment. A yes is not the end: CheckOut is, or that nothing is heard of it
 * for a while (end-removals). A no stands there with the Mac's own reason. A command that somebody took back, or that
 * ended because the Mac enrolled anew, means that it stays.
 */
export async function followRemoval(tx: Transaction, answer: Answer): Promise<void> {
  if (answer.status === 'NotNow') return
  const where = { removalCommandId: answer.commandUuid }
  const known = await tx.device.findFirst({ where, select: { id: true } })
  const device = known && (await holdDevice(tx, known.id))
  if (device?.removalCommandId !== answer.commandUuid) return
  const zelf = systemActor('Zelf')
  if (answer.status === 'Acknowledged') {
    await tx.device.update({ where: { id: device.id }, data: { removalAnsweredAt: new Date() } })
  } else if (answer.status === 'Cancelled' || answer.status === 'Expired') {
    await callOffRemoval(tx, zelf, device)
  } else {
    await failRemoval(tx, device, { code: 'command_refused', errorChain: answer.errorChain ?? [] })
  }
}

/** The Mac did not remove its enrolment, for a reason that its page shows. */
export async function failRemoval(
  tx: Transaction,
  device: Pick<Device, 'id' | 'name'>,
  failure: { code: string; errorChain?: object[] },
): Promise<void> {
  await tx.device.update({
    where: { id: device.id },
    data: { removalFailure: JSON.parse(JSON.stringify(failure)), removalAnsweredAt: null },
  })
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'removal_failed', data: {} } })
  await recordAudit(tx, systemActor('Zelf'), {
    action: 'device.removal_failed',
    subject: { kind: 'device', id: device.id, label: device.name },
  })
}
