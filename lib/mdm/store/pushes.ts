import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One Mac to wake. push_retry_at says when its next push is due; attempts counts pushes and failures in a row.
 * Source: Apple, "Sending push notifications to devices"
 */
export type DuePush = {
  enrollmentId: string
  pushToken: Uint8Array
  pushMagic: string
  topic: string | null
  wantedAt: Date | null
  attempts: number
}

/**
 * Takes the Macs whose push is due, for so long as the lease lasts: one push each, however many commands wait. Macs
 * that have answered everything meanwhile are let go first.
 *
 * underWay  enrollments that are being pushed just now, to be left out
 * spec      Apple, "Sending push notifications to devices"
 */
export async function takeDuePushes(
  sql: Sql,
  limit: number,
  now: Date,
  leaseUntil: Date,
  underWay: readonly string[] = [],
): Promise<DuePush[]> {
  const at = instant(now)
  return sql<DuePush>`
    WITH idle AS (
      UPDATE mdm_enrollment e SET push_retry_at = NULL, push_attempts = 0
      FROM (
        SELECT id FROM mdm_enrollment i WHERE i.push_retry_at <= ${at}::text::timestamptz
          AND i.push_wanted_at IS NULL AND NOT EXISTS (SELECT FROM mdm_command c WHERE c.enrollment_id = i.id)
        FOR NO KEY UPDATE SKIP LOCKED
      ) free WHERE e.id = free.id
    ), due AS (
      SELECT e.id FROM mdm_enrollment e
      WHERE e.push_retry_at <= ${at}::text::timestamptz AND e.status = 'enrolled' AND e.push_token IS NOT NULL
        AND (e.push_wanted_at IS NOT NULL OR EXISTS (SELECT FROM mdm_command c WHERE c.enrollment_id = e.id))
        AND e.id <> ALL (${underWay}::text[])
      ORDER BY e.push_retry_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE mdm_enrollment e SET push_retry_at = ${instant(leaseUntil)}::text::timestamptz FROM due WHERE e.id = due.id
    RETURNING e.id AS "enrollmentId", e.push_token AS "pushToken", e.push_magic AS "pushMagic", e.topic,
      e.push_wanted_at AS "wantedAt", e.push_attempts AS attempts`
}

/**
 * Makes every waiting push due, also those that were given up: a new push certificate may reach whom the one before
 * did not.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function makePushesDue(sql: Sql, now: Date): Promise<void> {
  await sql`
    UPDATE mdm_enrollment e SET push_retry_at = ${instant(now)}::text::timestamptz, push_attempts = 0,
      push_failure = NULL
    FROM (
      SELECT id FROM mdm_enrollment
      WHERE status = 'enrolled' AND push_token IS NOT NULL
        AND (push_wanted_at IS NOT NULL OR push_retry_at IS NOT NULL OR push_failure IS NOT NULL)
      ORDER BY id FOR UPDATE
    ) waiting
    WHERE e.id = waiting.id
    RETURNING e.id`
}

/**
 * Makes those pushes due that failed because the whole service did: it answers again. Whom it asked us to leave alone
 * for a while keeps waiting.
 *
 * refusedToo  tokens that were not taken get another chance: it was our certificate that was wrong
 * spec        Apple, "Sending notification requests to APNs"
 */
export async function makeFailedPushesDue(sql: Sql, now: Date, refusedToo: boolean): Promise<void> {
  await sql`
    UPDATE mdm_enrollment e SET push_retry_at = ${instant(now)}::text::timestamptz
    FROM (
      SELECT id FROM mdm_enrollment
      WHERE status = 'enrolled' AND push_token IS NOT NULL AND (
        (push_retry_at > ${instant(now)}::text::timestamptz AND push_failure <> 'TooManyRequests')
        OR (${refusedToo}::boolean AND push_failure IN ('BadDeviceToken', 'DeviceTokenNotForTopic')))
      ORDER BY id FOR UPDATE
    ) failed
    WHERE e.id = failed.id
    RETURNING e.id`
}

/**
 * When the next push is due, or null.
 * Source: Apple, "Sending push notifications to devices"
 */
export async function retrieveNextPushDue(sql: Sql): Promise<Date | null> {
  const rows = await sql<{ at: Date | null }>`
    SELECT min(push_retry_at) AS at FROM mdm_enrollment
    WHERE push_retry_at IS NOT NULL AND push_token IS NOT NULL AND status = 'enrolled'`
  return rows[0]?.at ?? null
}

/**
 * The newest failure of the push service that still stands, other than a dead token.
 * Source: Apple, "Handling notification responses from APNs"
 */
export async function retrievePushFailure(sql: Sql): Promise<string | null> {
  const rows = await sql<{ failure: string }>`
    SELECT push_failure AS failure FROM mdm_enrollment
    WHERE push_failure IS NOT NULL AND push_retry_at IS NOT NULL AND status = 'enrolled'
    ORDER BY push_retry_at DESC LIMIT 1`
  return rows[0]?.failure ?? null
}
