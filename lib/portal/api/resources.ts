import { z } from 'zod'
import { errorReasons } from '#lib/mdm/protocol/explain-error-table.ts'

/** What the operator API answers, as it is written into the OpenAPI document. */
const moment = z.iso.datetime()
const person = z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() })

export const createdEnrollmentLink = z.strictObject({
  id: z.uuid(),
  url: z.url().describe('Opened on the Mac, it gives the enrolment profile. It is told once.'),
  expiresAt: moment,
})

export const enrollmentLink = z.strictObject({
  id: z.uuid(),
  person,
  ownership: z.enum(['personal', 'company']),
  state: z.enum(['waiting', 'opened', 'identified', 'authenticated', 'enrolled', 'refused', 'expired']),
  createdAt: moment,
  expiresAt: moment,
  deviceId: z.uuid().nullable().describe('The Mac that it enrolled'),
})

export const device = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  serialNumber: z.string().nullable(),
  model: z.string().describe('Apple’s identifier, such as Mac15,12'),
  modelName: z.string(),
  osVersion: z.string().nullable(),
  buildVersion: z.string().nullable(),
  status: z.enum(['enrolled', 'left']),
  ownership: z.enum(['personal', 'company']),
  owner: person,
  enrollment: z.strictObject({
    id: z.string().describe('The UDID, or the EnrollmentID of a user enrolment'),
    type: z.enum(['device', 'user', 'automated']),
    accessRights: z.number().int(),
    supervised: z.boolean().nullable(),
    enrolledAt: moment,
    leftAt: moment.nullable(),
    lastSeenAt: moment.nullable(),
  }),
  security: z.strictObject({
    fileVault: z.boolean().nullable().describe('null: not told yet'),
    firewall: z.boolean().nullable(),
    systemIntegrityProtection: z.boolean().nullable(),
    lockedAt: moment.nullable(),
  }),
  storage: z.strictObject({ capacityGb: z.number().nullable(), availableGb: z.number().nullable() }),
  batteryLevel: z.number().nullable(),
  inventoryAt: moment.nullable(),
  updatedAt: moment.describe(
    'When something of it last became known: enrolled, told its facts, locked, left',
  ),
})

export const deviceList = z.strictObject({
  devices: z.array(device),
  next: z.string().nullable().describe('Pass it on as `cursor`; null after the last page'),
})

export const queuedCommand = z.strictObject({
  commandIds: z.array(z.uuid()),
  duplicate: z.boolean().describe('The idempotency key was used before: these are the commands of then'),
})

export const command = z.strictObject({
  id: z.uuid(),
  deviceId: z.uuid(),
  requestType: z.string(),
  status: z.enum([
    'queued',
    'sent',
    'not_now',
    'acknowledged',
    'error',
    'format_error',
    'cancelled',
    'expired',
  ]),
  errorChain: z.array(z.record(z.string(), z.unknown())).describe('The Mac’s own words, outermost first'),
  reason: z
    .enum([...errorReasons, 'unknown'])
    .nullable()
    .describe('What the codes in errorChain mean; null when the Mac did not refuse'),
  createdAt: moment,
  sentAt: moment.nullable(),
  answeredAt: moment.nullable(),
})

export const commandList = z.strictObject({
  commands: z.array(command),
  next: z.string().nullable().describe('Pass it on as `cursor`; null after the last page'),
})

export const cancelledCommands = z.strictObject({ cancelled: z.number().int() })

export type CreatedEnrollmentLink = z.output<typeof createdEnrollmentLink>
export type EnrollmentLink = z.output<typeof enrollmentLink>
export type ApiDevice = z.output<typeof device>
export type ApiDeviceList = z.output<typeof deviceList>
export type QueuedCommand = z.output<typeof queuedCommand>
export type ApiCommand = z.output<typeof command>
export type ApiCommandList = z.output<typeof commandList>
