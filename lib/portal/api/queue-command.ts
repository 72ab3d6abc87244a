import type { Actor, TokenActor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import { type CommandJudgement, judgeCommand } from './judge-command.ts'
import { limitErasing } from './limit-erasing.ts'
import { noteDeviceAction } from './note-device-action.ts'
import { readParameters } from './read-parameters.ts'
import type { QueuedCommand } from './resources.ts'
import type { CommandInput } from './schema.ts'

/** What the portal asks of a person before such a deed: why, and which Mac, so that no list runs on by itself. */
function requireGuards(input: CommandInput, device: Device, parameters: PlistDict): void {
  if (!input.reason) throw new ApiError('reason_required', 'say why in `reason`', { field: 'reason' })
  const typed = input.confirmation?.trim().toLowerCase() ?? ''
  const names = [device.serialNumber, device.name].map((name) => name?.trim().toLowerCase())
  if (typed === '' || !names.includes(typed)) {
    const field = { field: 'confirmation' }
    throw new ApiError('confirmation_does_not_match', 'give the Mac’s serial number or name', field)
  }
  if (input.requestType === 'DeviceLock' && !/^\d{6}$/.test(String(parameters.PIN))) {
    throw new ApiError('pin_required', 'give the six digits that unlock it', { field: 'parameters.PIN' })
  }
}

async function store(
  tx: Transaction,
  actor: TokenActor,
  device: Device,
  input: CommandInput,
  keys: PlistDict,
) {
  const operations = mdmIn(tx)
  const queued = await operations.queue(
    device.enrollmentId,
    { ...keys, RequestType: input.requestType },
    {
      // Each token has its own keys, so that two programs cannot meet in one.
      idempotencyKey: input.idempotencyKey && `api:${actor.id}:${input.idempotencyKey}`,
      priority: input.priority,
      expiresAt: input.expiresAt ? new Date(input.expiresAt) : undefined,
    },
  )
  if (queued.duplicate) {
    const earlier = await operations.commandState(queued.commandUuid)
    if (earlier?.requestType !== input.requestType) {
      throw new ApiError('idempotency_key_reused', 'this key was used for another command')
    }
  }
  return queued
}

async function audit(
  tx: Transaction,
  actor: Actor,
  device: Device,
  { input, judgement, commandId }: { input: CommandInput; judgement: CommandJudgement; commandId: string },
): Promise<void> {
  await recordAudit(tx, actor, {
    action: judgement.action,
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { requestType: input.requestType, commandId, ...(input.reason && { reason: input.reason }) },
  })
}

/**
 * Queues any command that the enrolment allows. The queue judges the command itself; here is judged whether this token
 * may ask it of this Mac.
 * throws   ApiError, CommandForbiddenError, or what the MDM server says of the parameters.
 */
export async function queueCommand(
  actor: Actor,
  deviceId: string,
  input: CommandInput,
): Promise<QueuedCommand> {
  requireScope(actor, 'commands:write')
  const parameters = readParameters(input.parameters)
  const judgement = judgeCommand(input.requestType, parameters)
  requireScope(actor, judgement.scope)
  return inTransaction(async (tx) => {
    const device = await tx.device.findUnique({ where: { id: deviceId } })
    if (!device) throw new ApiError('device_not_found', 'there is no such Mac')
    if (judgement.guarded) requireGuards(input, device, parameters)
    const { commandUuid, duplicate } = await store(tx, actor, device, input, parameters)
    if (duplicate) return { commandIds: [commandUuid], duplicate }
    if (judgement.final) await limitErasing(tx)
    await noteDeviceAction(tx, actor, { device, input, parameters, commandUuid })
    await audit(tx, actor, device, { input, judgement, commandId: commandUuid })
    return { commandIds: [commandUuid], duplicate }
  })
}
