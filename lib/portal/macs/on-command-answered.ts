import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { DeviceAction } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { followRemoval } from './follow-removal.ts'
import { answeredData } from './schema.ts'

type Answer = ReturnType<typeof answeredData.parse>

const failureCodes = {
  Error: 'command_refused',
  CommandFormatError: 'command_not_understood',
  Cancelled: 'command_cancelled',
  Expired: 'command_expired',
} as const

/** Follows a Mac that was told to leave, and what helpdesk asked of a Mac: busy, failed with the Mac's own reason, or done when all is answered. */
export async function onCommandAnswered(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const answer = answeredData.parse(event.data)
  await followRemoval(tx, answer)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM device_action
    WHERE command_ids @> ARRAY[${answer.commandUuid}::text] AND ended_at IS NULL FOR UPDATE`
  for (const { id } of rows) {
    const action = await tx.deviceAction.findUniqueOrThrow({ where: { id } })
    await followAnswer(tx, action, answer)
  }
}

async function followAnswer(tx: Transaction, action: DeviceAction, answer: Answer): Promise<void> {
  if (answer.status === 'NotNow') {
    await tx.deviceAction.update({ where: { id: action.id }, data: { state: 'busy' } })
    return
  }
  if (answer.status !== 'Acknowledged') {
    const failure = {
      code: failureCodes[answer.status],
      errorChain: JSON.parse(JSON.stringify(answer.errorChain ?? [])),
    }
    await endAction(tx, action, answer.status === 'Cancelled' ? 'cancelled' : 'failed', { failure })
    return
  }
  // The answered command leaves the list, so a doubled event cannot count twice.
  const commandIds = action.commandIds.filter((id) => id !== answer.commandUuid)
  const openCount = commandIds.length
  if (openCount > 0) {
    await tx.deviceAction.update({ where: { id: action.id }, data: { state: 'sent', commandIds, openCount } })
    return
  }
  if (action.kind === 'lock') {
    await tx.device.update({ where: { id: action.deviceId }, data: { lockedAt: new Date() } })
  }
  await endAction(tx, action, 'done', { commandIds, openCount })
}

async function endAction(
  tx: Transaction,
  action: DeviceAction,
  state: 'done' | 'failed' | 'cancelled',
  data: { failure?: object; commandIds?: string[]; openCount?: number },
): Promise<void> {
  await tx.deviceAction.update({ where: { id: action.id }, data: { ...data, state, endedAt: new Date() } })
  if (action.kind === 'refresh' && state === 'done') return
  await tx.deviceEvent.create({
    data: { deviceId: action.deviceId, kind: `${action.kind}_${state}`, data: { actionId: action.id } },
  })
  const device = await tx.device.findUniqueOrThrow({ where: { id: action.deviceId }, select: { name: true } })
  await recordAudit(tx, systemActor('Zelf'), {
    action: `device.${action.kind}_${state}`,
    subject: { kind: 'device', id: action.deviceId, label: device.name },
  })
}
