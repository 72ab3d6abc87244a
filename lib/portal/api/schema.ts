import { z } from 'zod'
import { apiScopes } from '#lib/auth/api-scopes.ts'

/** Words without control characters and half characters, which neither PostgreSQL nor a property list can hold. */
const words = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

export const createTokenInput = z.object({
  name: words(1, 60),
  scopes: z.array(z.enum(apiScopes)).min(1, 'choose_scope'),
  /** Null never expires. */
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
})

export const enrollmentLinkInput = z
  .strictObject({
    personEmail: z.email().max(320).optional().describe('Whose Mac it will be, by e-mail address'),
    personId: z.uuid().optional().describe('Or by id'),
    ownership: z.enum(['personal', 'company']).describe('A personal Mac cannot be locked or erased'),
  })
  .refine((input) => (input.personEmail === undefined) !== (input.personId === undefined), {
    message: 'give either personEmail or personId',
    path: ['personEmail'],
  })

const cursor = words(1, 200).describe('The `next` of the page before')
const limit = (most: number) => z.coerce.number().int().min(1).max(most).default(50)

export const deviceListQuery = z.strictObject({
  cursor: z.uuid().optional().describe('The `next` of the page before'),
  limit: limit(200).describe('How many at most'),
  serialNumber: words(1, 100).optional(),
  ownerEmail: z.email().max(320).optional(),
  status: z.enum(['enrolled', 'left']).optional(),
  updatedSince: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only Macs of which something became known at or after this moment (`updatedAt`)'),
})

export const commandInput = z.strictObject({
  requestType: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .describe('Apple’s RequestType, such as InstallProfile'),
  parameters: z
    .record(z.string().max(200), z.unknown())
    .default({})
    .describe(
      'The other keys of the Command dictionary. Bytes are {"$data": "base64"}, dates {"$date": "ISO 8601"}.',
    ),
  idempotencyKey: words(1, 200)
    .optional()
    .describe('Asking again with it queues nothing new. The header Idempotency-Key does the same.'),
  priority: z.number().int().min(-100).max(100).default(0).describe('Higher goes first'),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe('Not sent after this moment'),
  reason: words(3, 500)
    .optional()
    .describe('Why, for the audit trail. Needed for commands that lock or erase.'),
  confirmation: words(1, 200)
    .optional()
    .describe('The Mac’s serial number, or its name. Needed for commands that lock or erase.'),
})

export const commandListQuery = z.strictObject({ cursor: cursor.optional(), limit: limit(200) })

export type CreateTokenInput = z.output<typeof createTokenInput>
export type EnrollmentLinkInput = z.output<typeof enrollmentLinkInput>
export type DeviceListQuery = z.output<typeof deviceListQuery>
export type CommandInput = z.output<typeof commandInput>
export type CommandListQuery = z.output<typeof commandListQuery>
