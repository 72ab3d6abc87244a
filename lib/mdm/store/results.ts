import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One answer that waits to be digested. attempts counts this one too.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export type ResultRow = {
  id: string
  enrollmentId: string
  requestType: string
  body: Uint8Array
  attempts: number
  receivedAt: Date
}

/**
 * Takes the oldest answers that wait, for so long as the lease lasts. The attempt is counted before the work, so that
 * an answer which kills the process is set aside too.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export async function takeResults(
  sql: Sql,
  limit: number,
  now: Date,
  leaseUntil: Date,
): Promise<ResultRow[]> {
  const rows = await sql<ResultRow>`
    WITH due AS (
      SELECT id FROM mdm_result
      WHERE failure IS NULL AND (retry_at IS NULL OR retry_at <= ${instant(now)}::text::timestamptz)
      ORDER BY id LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE mdm_result r SET attempts = r.attempts + 1, retry_at = ${instant(leaseUntil)}::text::timestamptz
    FROM due WHERE r.id = due.id
    RETURNING r.id::text AS id, r.enrollment_id AS "enrollmentId", r.request_type AS "requestType", r.body,
      r.attempts, r.received_at AS "receivedAt"`
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/**
 * Files what was digested and drops the raw answer, telling the portal, in one statement and only once. An answer
 * older than what is on file changes nothing, so an enrollment's answers may be digested in any order; one that says
 * the same again costs no new copy.
 *
 * json     the inventory as JSON text
 * spec     mdm/commands/*.yaml (responsekeys)
 */
export async function storeInventory(sql: Sql, row: Pick<ResultRow, 'id'>, json: string): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH done AS (
      DELETE FROM mdm_result WHERE id = ${row.id}::text::bigint
      RETURNING enrollment_id, request_type, received_at
    ), filed AS (
      INSERT INTO mdm_inventory (enrollment_id, kind, data, collected_at)
      SELECT enrollment_id, request_type, ${json}::text::jsonb, received_at FROM done
      ON CONFLICT (enrollment_id, kind) DO UPDATE SET collected_at = excluded.collected_at,
        data = CASE WHEN mdm_inventory.data = excluded.data THEN mdm_inventory.data ELSE excluded.data END
        WHERE mdm_inventory.collected_at <= excluded.collected_at
      RETURNING enrollment_id, kind
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT enrollment_id, 'inventory_updated', jsonb_build_object('kind', kind) FROM filed
    RETURNING id::text AS id`
  return rows.length === 1
}

/**
 * Sets an answer aside that cannot be digested: it stays for people to look at and is not tried again.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export async function storeResultFailure(sql: Sql, id: string, failure: string): Promise<void> {
  await sql`UPDATE mdm_result SET failure = ${failure.slice(0, 500)}::text WHERE id = ${id}::text::bigint RETURNING id::text AS id`
}

/**
 * Ends the lease at another moment than agreed, for an answer that is to be tried again.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export async function storeResultRetry(sql: Sql, id: string, retryAt: Date): Promise<void> {
  await sql`UPDATE mdm_result SET retry_at = ${instant(retryAt)}::text::timestamptz WHERE id = ${id}::text::bigint RETURNING id::text AS id`
}

/**
 * Holds answers for longer, while one before them takes its time.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export async function renewResults(sql: Sql, ids: readonly string[], leaseUntil: Date): Promise<void> {
  await sql`
    UPDATE mdm_result SET retry_at = ${instant(leaseUntil)}::text::timestamptz
    WHERE id IN (SELECT jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::bigint)
    RETURNING id::text AS id`
}

/**
 * The last digested answer of one kind.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export async function retrieveInventory(
  sql: Sql,
  enrollmentId: string,
  kind: string,
): Promise<{ data: unknown; collectedAt: Date } | null> {
  const rows = await sql<{ data: unknown; collectedAt: Date }>`
    SELECT data, collected_at AS "collectedAt" FROM mdm_inventory
    WHERE enrollment_id = ${enrollmentId}::text AND kind = ${kind}::text`
  return rows[0] ?? null
}
