import { z } from 'zod'
import {
  cancelledCommands,
  command,
  commandList,
  createdEnrollmentLink,
  device,
  deviceList,
  enrollmentLink,
  queuedCommand,
} from '#lib/portal/api/resources.ts'
import { commandInput, enrollmentLinkInput } from '#lib/portal/api/schema.ts'
import { eventData, eventMessage } from '#lib/portal/webhooks/event-payload.ts'
import { createdWebhook, webhook, webhookInput, webhookList } from '#lib/portal/webhooks/schema.ts'

const problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string().describe('The status in words'),
  status: z.number().int(),
  code: z.string().describe('Which refusal it is; stable'),
  detail: z.string().optional().describe('For people'),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
})

/** What is sent, by name. */
const inputs = {
  NewEnrollmentLink: enrollmentLinkInput,
  NewCommand: commandInput,
  NewWebhook: webhookInput,
}

/** What is answered or posted, by name. */
const outputs = {
  CreatedEnrollmentLink: createdEnrollmentLink,
  EnrollmentLink: enrollmentLink,
  Device: device,
  DeviceList: deviceList,
  QueuedCommand: queuedCommand,
  Command: command,
  CommandList: commandList,
  CancelledCommands: cancelledCommands,
  Webhook: webhook,
  CreatedWebhook: createdWebhook,
  WebhookList: webhookList,
  Problem: problem,
  EventMessage: eventMessage,
  ...Object.fromEntries(Object.entries(eventData).map(([type, schema]) => [eventSchemaName(type), schema])),
}

/** device.enrolled is DeviceEnrolledEvent. */
export function eventSchemaName(type: string): string {
  const words = type.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Event`
}

const uri = (name: string) => `#/components/schemas/${name}`

function describe(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, object> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const described = z.toJSONSchema(registry, { uri, io }).schemas
  // In an OpenAPI document a part is named by its place.
  return Object.fromEntries(
    Object.entries(described).map(([name, { $schema, $id, ...schema }]) => [name, schema]),
  )
}

/** The components of the OpenAPI document. */
export function describeSchemas(): Record<string, object> {
  return { ...describe(inputs, 'input'), ...describe(outputs, 'output') }
}

/** A reference to a schema that stands among the components. */
export function refTo(schema: z.ZodType): { $ref: string } {
  const found = Object.entries({ ...inputs, ...outputs }).find(([, one]) => one === schema)
  if (!found) throw new Error('a schema of the operator API has no name')
  return { $ref: uri(found[0]) }
}

/** Schemas that the document itself refers to. */
export const problemRef = refTo(problem)
