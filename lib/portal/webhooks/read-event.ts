import { z } from 'zod'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { type EventDevice, eventData } from './event-payload.ts'
import type { WebhookEvent } from './webhook-events.ts'

const types: Partial<Record<MdmEventRecord['kind'], WebhookEvent>> = {
  enrolled: 'device.enrolled',
  checked_out: 'device.left',
  inventory_updated: 'device.updated',
  command_answered: 'command.answered',
  push_failed: 'push.failed',
}

const statuses = {
  Acknowledged: 'acknowledged',
  Error: 'error',
  CommandFormatError: 'format_error',
  NotNow: 'not_now',
  Cancelled: 'cancelled',
  Expired: 'expired',
} as const

const answered = z.object({
  commandUuid: z.string(),
  requestType: z.string(),
  status: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  errorChain: z.array(z.record(z.string(), z.unknown())).nullish(),
})

/** The type under which webhooks hear of an event; null for one that is only for the inside. */
export function typeOfEvent(event: MdmEventRecord): WebhookEvent | null {
  return types[event.kind] ?? null
}

/** What webhooks are told: nothing that is not named in eventData, whatever the event holds. */
export function readEvent(type: WebhookEvent, { data }: MdmEventRecord, device: EventDevice): object {
  if (type === 'command.answered') {
    const answer = answered.parse(data)
    const { commandUuid: id, requestType } = answer
    const [status, errorChain] = [statuses[answer.status], answer.errorChain ?? []]
    return eventData[type].parse({ device, command: { id, requestType, status, errorChain } })
  }
  if (type === 'device.enrolled') {
    return eventData[type].parse({ device, ownership: data.ownership, first: data.first !== false })
  }
  if (type === 'device.updated') return eventData[type].parse({ device, kind: String(data.kind) })
  if (type === 'push.failed') return eventData[type].parse({ device, reason: data.reason ?? null })
  return eventData[type].parse({ device })
}
