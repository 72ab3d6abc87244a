import { z } from 'zod'

/** What an organisation shows of itself. accent is a colour; the style sheet keeps its contrast readable. */
export const organizationSchema = z.object({
  name: z.string().trim().min(1).max(60),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'bad_color')
    .nullable(),
})

export const logoTypes = ['image/png', 'image/jpeg'] as const

export const storedLogoSchema = z.object({
  type: z.enum(logoTypes),
  base64: z.string(),
  sha256Hex: z.string(),
})

export const maxLogoBytes = 512 * 1024

/** At least a month, so that an idempotency key outlives every retry. */
export const retentionSchema = z.object({
  historyDays: z.coerce.number('bad_days').int('bad_days').min(30, 'bad_days').max(3650, 'bad_days'),
})
