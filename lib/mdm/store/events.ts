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
  data: Record<string, unknown>
  createdAt: Date
  attempts: number
}

/**
 * Takes the oldest event of each enrollment whose time has come, for so long as the lease lasts. The next event of an
 * enrollment is only to be had once the one before is gone, so their order is kept.
 * Source: mdm/checkin/*.yaml
 */
export async function takeMdmEvents(
  sql: Sql,
  limit: number,
  now: Date,
  leaseUntil: Date,
): Promise<MdmEventRecord[]> {
  const rows = await sql<MdmEventRecord>`
    WITH head AS (SELECT DISTINCT ON (enrollment_id) id FROM mdm_event ORDER BY enrollment_id, id),
    due AS (
      SELECT e.id FROM mdm_event e JOIN head ON head.id = e.id
      WHERE e.retry_at IS NULL OR e.retry_at <= ${instant(now)}::text::timestamptz
      ORDER BY e.id LIMIT ${limit}::int FOR UPDATE OF e SKIP LOCKED
    )
    UPDATE mdm_event e SET attempts = e.attempts + 1, retry_at = ${instant(leaseUntil)}::text::timestamptz
    FROM due WHERE e.id = due.id
    RETURNING e.id::text AS id, e.enrollment_id AS "enrollmentId", e.kind, e.data, e.created_at AS "createdAt",
      e.attempts`
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/**
 * Drops an event that was handled.
 * Source: mdm/checkin/*.yaml
 */
export async function clearMdmEvent(sql: Sql, id: string): Promise<void> {
  await sql`DELETE FROM mdm_event WHERE id = ${id}::text::bigint RETURNING id::text AS id`
}

/**
 * Puts an event back until a later moment, with the reason.
 * Source: mdm/checkin/*.yaml
 */
export async function storeMdmEventFailure(
  sql: Sql,
  id: string,
  failure: string,
  retryAt: Date,
): Promise<void> {
  await sql`
    UPDATE mdm_event SET failure = ${failure.slice(0, 500)}::text, retry_at = ${instant(retryAt)}::text::timestamptz
    WHERE id = ${id}::text::bigint RETURNING id::text AS id`
}
