import { z } from 'zod'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))

const words = z.string().trim().min(1).max(100)

/** How the audit trail may be narrowed; what does not fit is left out. Dates are whole days, both included. */
export const auditFilterSchema = z.object({
  action: words.optional().catch(undefined),
  subject: words.optional().catch(undefined),
  person: words.optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  /** Entries before this one. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})

export type AuditFilter = z.infer<typeof auditFilterSchema>
