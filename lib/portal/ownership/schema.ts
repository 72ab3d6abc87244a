import { z } from 'zod'

const earliest = '2000-01-01'
const mostYears = 15

function isSensible(date: string): boolean {
  const latest = new Date()
  latest.setUTCFullYear(latest.getUTCFullYear() + mostYears)
  return date >= earliest && date <= latest.toISOString().slice(0, 10)
}

/** A day without a time, as its beginning in UTC; null when it is not known. */
const day = z.iso
  .date('date_invalid')
  .refine(isSensible, 'date_not_sensible')
  .transform((date) => new Date(date))
  .nullish()
  .transform((date) => date ?? null)

const assetTag = z
  .string()
  .trim()
  .max(64, 'asset_tag_too_long')
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, 'asset_tag_invalid')
  .nullish()
  .transform((tag) => tag || null)

export const updateOwnershipInput = z.object({
  deviceId: z.uuid(),
  ownership: z.enum(['personal', 'company']),
  shared: z.stringbool().default(false),
  assetTag,
  leaseEndsAt: day,
  warrantyEndsAt: day,
  appleCareEndsAt: day,
})

export const handOverInput = z.object({
  deviceId: z.uuid(),
  /** Whose it was on the page that asks: somebody else may have handed it over since. */
  fromId: z.uuid(),
  personId: z.uuid('person_missing'),
  reason: z.string().trim().min(3, 'reason_too_short').max(500, 'action_reason_too_long'),
  requestKey: z.uuid(),
})
