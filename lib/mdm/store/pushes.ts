import { instant, instantOrNull } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One Mac to wake. push_retry_at says when its next push is due; attempts counts pushes and failures in a row.
 * Source: Apple, "Sending push notifications to devices"
 */
export type DuePush = {
  enrollmentId: string
  pushToken: Uint8Array
  pushMagic: string
  wantedAt: Date | null
  attempts: number
}

/**
 * Takes the Macs whose push is due, for so long as the lease lasts: one push each, however many commands wait. Macs
 * that have answered everything meanwhile are let go first.
 * Source: Apple, "Sending push notifications to devices"
 */
export async function takeDuePushes(
  sql: Sql,
  limit: number,
  now: Date,
  leaseUntil: Date,
): Promise<DuePush[]> {
  const at = instant(now)
  return sql<DuePush>`
    WITH idle AS (
      UPDATE mdm_enrollment e SET push_retry_at = NULL, push_attempts = 0
      WHERE e.push_retry_at <= ${at}::text::timestamptz AND e.push_wanted_at IS NULL
        AND NOT EXISTS (SELECT FROM mdm_command c WHERE c.enrollment_id = e.id)
    ), due AS (
      SELECT e.id FROM mdm_enrollment e
      WHERE e.push_retry_at <= ${at}::text::timestamptz AND e.status = 'enrolled' AND e.push_token IS NOT NULL
        AND (e.push_wanted_at IS NOT NULL OR EXISTS (SELECT FROM mdm_command c WHERE c.enrollment_id = e.id))
      ORDER BY e.push_retry_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE mdm_enrollment e SET push_retry_at = ${instant(leaseUntil)}::text::timestamptz FROM due WHERE e.id = due.id
    RETURNING e.id AS "enrollmentId", e.push_token AS "pushToken", e.push_magic AS "pushMagic",
      e.push_wanted_at AS "wantedAt", e.push_attempts AS attempts`
}

/**
 * Writes down that a push went out, and when to push again if the Mac still has not fetched everything by then. A
 * command that was queued meanwhile keeps its own wish.
 * Source: Apple, "Sending push notifications to devices"
 */
export async function storePushSuccess(sql: Sql, push: DuePush, now: Date, againAt: Date): Promise<void> {
  const wantedAt = instantOrNull(push.wantedAt)
  await sql`
    UPDATE mdm_enrollment SET pushed_at = ${instant(now)}::text::timestamptz, push_attempts = push_attempts + 1,
      push_failure = NULL,
      push_wanted_at = CASE WHEN push_wanted_at = ${wantedAt}::text::timestamptz THEN NULL ELSE push_wanted_at END,
      push_retry_at = CASE WHEN push_wanted_at IS NULL OR push_wanted_at = ${wantedAt}::text::timestamptz
        THEN ${instant(againAt)}::text::timestamptz ELSE ${instant(now)}::text::timestamptz END
    WHERE id = ${push.enrollmentId}::text AND push_token = ${push.pushToken}::bytea
    RETURNING id`
}

/**
 * Writes down that a push failed, and when to try again; the wish stands.
 * Source: Apple, "Handling notification responses from APNs"
 */
export async function storePushFailure(
  sql: Sql,
  push: DuePush,
  failure: string,
  retryAt: Date,
): Promise<void> {
  await sql`
    UPDATE mdm_enrollment SET push_failure = ${failure.slice(0, 200)}::text, push_attempts = push_attempts + 1,
      push_retry_at = ${instant(retryAt)}::text::timestamptz
    WHERE id = ${push.enrollmentId}::text AND push_token = ${push.pushToken}::bytea
    RETURNING id`
}

/**
 * Stops pushing to a token that Apple calls dead, until the Mac brings another, and tells the portal.
 * Source: Apple, "Handling notification responses from APNs" (410)
 */
export async function storeDeadToken(sql: Sql, push: DuePush, reason: string): Promise<void> {
  await sql`
    WITH dead AS (
      UPDATE mdm_enrollment SET push_failure = 'unregistered', push_token = NULL, push_retry_at = NULL,
        push_attempts = 0
      WHERE id = ${push.enrollmentId}::text AND push_token = ${push.pushToken}::bytea
      RETURNING id
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT id, 'push_failed', jsonb_build_object('reason', ${reason}::text) FROM dead
    RETURNING id::text AS id`
}

/**
 * Makes every waiting push due: a new push certificate may reach whom the one before did not.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function makePushesDue(sql: Sql, now: Date): Promise<void> {
  await sql`
    UPDATE mdm_enrollment SET push_retry_at = ${instant(now)}::text::timestamptz, push_attempts = 0
    WHERE push_wanted_at IS NOT NULL AND push_token IS NOT NULL
    RETURNING id`
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
    WHERE push_failure IS NOT NULL AND push_failure <> 'unregistered' AND push_retry_at IS NOT NULL
    ORDER BY push_retry_at DESC LIMIT 1`
  return rows[0]?.failure ?? null
}
