import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * What the portal is told. attempts counts this one too.
 * Source: mdm/checkin/*.yaml; Apple, "Sending MDM commands to a device"
 */
export type MdmEventRecord = {
  id: string
  enrollmentId: string
  kind:
    | 'authenticated'
    | 'enrolled'
    | 'checked_out'
    | 'command_answered'
    | 'inventory_updated'
    | 'push_failed'
    | 'identity_expiring'
    | 'account_refused'
  data: Record<string, unknown>
  createdAt: Date
  attempts: number
}

/**
 * Takes the oldest event of each enrollment whose time has come, for so long as the lease lasts. The next event of an
 * enrollment is only to be had once the one before is gone, so their order is kept: the order of their numbers, which
 * are drawn before the commit. Where the order matters, it is that of the commits too: authenticated, enrolled and
 * checked_out draw theirs while they hold the enrollment's row, and an answer comes after the command that it answers.
 * Source: mdm/checkin/*.yaml
 */
export async function takeMdmEvents(
  sql: Sql,
  limit: number,
  now: Date,
  leaseUntil: Date,
): Promise<MdmEventRecord[]> {
  const rows = await sql<MdmEventRecord>`
    WITH due AS (
      SELECT e.id FROM mdm_event e
      WHERE (e.retry_at IS NULL OR e.retry_at <= ${instant(now)}::text::timestamptz)
        AND NOT EXISTS (SELECT FROM mdm_event o WHERE o.enrollment_id = e.enrollment_id AND o.id < e.id)
      ORDER BY e.id LIMIT ${limit}::int FOR UPDATE OF e SKIP LOCKED
    )
    UPDATE mdm_event e SET attempts = e.attempts + 1, retry_at = ${instant(leaseUntil)}::text::timestamptz
    FROM due WHERE e.id = due.id
    RETURNING e.id::text AS id, e.enrollment_id AS "enrollmentId", e.kind, e.data, e.created_at AS "createdAt",
      e.attempts`
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/**
 * Shows the events that could be taken now, and takes none.
 * Source: mdm/checkin/*.yaml
 */
export async function listDueMdmEvents(sql: Sql, limit: number, now: Date): Promise<MdmEventRecord[]> {
  return sql<MdmEventRecord>`
    SELECT e.id::text AS id, e.enrollment_id AS "enrollmentId", e.kind, e.data, e.created_at AS "createdAt", e.attempts
    FROM mdm_event e
    WHERE (e.retry_at IS NULL OR e.retry_at <= ${instant(now)}::text::timestamptz)
      AND NOT EXISTS (SELECT FROM mdm_event o WHERE o.enrollment_id = e.enrollment_id AND o.id < e.id)
    ORDER BY e.id LIMIT ${limit}::int`
}

/** One taking of an event: when somebody else took it since, attempts has gone on. */
type Taken = Pick<MdmEventRecord, 'id' | 'attempts'>

/**
 * Drops an event that was handled; false when it was taken by somebody else since. In the transaction of what was
 * done for it, both happen once or not at all.
 * Source: mdm/checkin/*.yaml
 */
export async function clearMdmEvent(sql: Sql, { id, attempts }: Taken): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    DELETE FROM mdm_event WHERE id = ${id}::text::bigint AND attempts = ${attempts}::int RETURNING id::text AS id`
  return rows.length === 1
}

/**
 * Drops events that nobody wants to hear of, save those that somebody has taken meanwhile.
 * Source: mdm/checkin/*.yaml
 */
export async function clearMdmEvents(sql: Sql, ids: readonly string[], now: Date): Promise<number> {
  const rows = await sql<{ id: string }>`
    DELETE FROM mdm_event
    WHERE id = ANY (ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::bigint))
      AND (retry_at IS NULL OR retry_at <= ${instant(now)}::text::timestamptz)
    RETURNING id::text AS id`
  return rows.length
}

/**
 * Holds an event for longer, while its handler is at work; false when it was taken by somebody else since.
 * Source: mdm/checkin/*.yaml
 */
export async function renewMdmEvent(sql: Sql, { id, attempts }: Taken, leaseUntil: Date): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_event SET retry_at = ${instant(leaseUntil)}::text::timestamptz
    WHERE id = ${id}::text::bigint AND attempts = ${attempts}::int RETURNING id::text AS id`
  return rows.length === 1
}

/**
 * Puts an event back until a later moment, with the reason.
 * Source: mdm/checkin/*.yaml
 */
export async function storeMdmEventFailure(
  sql: Sql,
  { id, attempts }: Taken,
  failure: string,
  retryAt: Date,
): Promise<void> {
  await sql`
    UPDATE mdm_event SET failure = ${failure.slice(0, 500)}::text, retry_at = ${instant(retryAt)}::text::timestamptz
    WHERE id = ${id}::text::bigint AND attempts = ${attempts}::int RETURNING id::text AS id`
}
