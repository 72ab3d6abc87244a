import { z } from 'zod'
import type { WebhookEvent } from './webhook-events.ts'

const device = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    serialNumber: z.string().nullable(),
    enrollmentId: z.string(),
  })
  .nullable()
  .describe('null when the Mac has no page yet')

const reason = z.string().nullable().describe('What the push service answered')

/** What the `data` of a message holds, by its type. */
export const eventData = {
  'device.enrolled': z.strictObject({
    device,
    ownership: z.enum(['personal', 'company']),
    first: z.boolean().describe('false: it was enrolled before'),
  }),
  'device.left': z.strictObject({ device }),
  'device.updated': z.strictObject({ device, kind: z.string().describe('Which facts, in Apple’s words') }),
  'command.answered': z.strictObject({
    device,
    command: z.strictObject({
      id: z.uuid(),
      requestType: z.string(),
      status: z.enum(['acknowledged', 'error', 'format_error', 'not_now', 'cancelled', 'expired']),
      errorChain: z.array(z.record(z.string(), z.unknown())),
    }),
  }),
  'push.failed': z.strictObject({ device, reason }),
} satisfies Record<WebhookEvent, z.ZodType>

/** A message as it is posted. */
export const eventMessage = z.strictObject({
  id: z.uuid().describe('The same in every try: a message that came twice is known by it'),
  type: z.string(),
  createdAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
})

export type EventDevice = z.output<typeof device>
