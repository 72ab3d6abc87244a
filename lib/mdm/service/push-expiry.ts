import { retrievePushCertificate, storePushExpiryWarning } from '../store/push-certificate.ts'
import type { Sql } from '../store/sql.ts'

/**
 * How many days before its end somebody is warned, each once.
 * Source: Apple, "Setting up push notifications for your device management customers" (renewal every year)
 */
export const pushWarningDays = [60, 30, 14, 7] as const

const dayMs = 24 * 3_600_000

/**
 * How many days are left, the last one counted whole; not positive once it has expired.
 * Source: Apple, "Setting up push notifications for your device management customers" (renewal every year)
 */
export function daysUntil(notAfter: Date, now: Date): number {
  return Math.ceil((notAfter.getTime() - now.getTime()) / dayMs)
}

/**
 * Tells whether a warning is due now, and notes it, so that it is given once. After a long absence it is the one
 * that counts, and not all that were missed.
 *
 * returns  the days that are left with the warning's own number, or null
 * spec     Apple, "Setting up push notifications for your device management customers" (renewal every year)
 */
export async function notePushExpiryWarning(
  sql: Sql,
  now: Date,
): Promise<{ topic: string; warning: number; daysLeft: number } | null> {
  const row = await retrievePushCertificate(sql)
  if (!row) return null
  const daysLeft = daysUntil(row.notAfter, now)
  const warning = pushWarningDays.findLast((days) => daysLeft <= days)
  if (warning === undefined || (row.warnedDays !== null && row.warnedDays <= warning)) return null
  if (!(await storePushExpiryWarning(sql, row.notAfter, warning))) return null
  return { topic: row.topic, warning, daysLeft }
}
