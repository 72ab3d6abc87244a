import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

// Rows are named by their place, which a lock keeps: whatever the planner thinks of the limit, it walks over no table.

/**
 * Deletes the oldest answered commands that ended before a moment, so many at most; gives how many. With a command
 * its idempotency key is forgotten.
 * Source: docs/architecture.md (retention)
 */
export async function deleteOldHistory(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM mdm_command_history WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mdm_command_history WHERE answered_at < ${instant(before)}::text::timestamptz
        ORDER BY answered_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::int AS count FROM gone`
  return rows[0]?.count ?? 0
}

/**
 * Deletes the oldest answers that could not be digested.
 * Source: docs/architecture.md (retention)
 */
export async function deleteOldFailures(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM mdm_result WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mdm_result WHERE failure IS NOT NULL
          AND received_at < ${instant(before)}::text::timestamptz
        ORDER BY received_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::int AS count FROM gone`
  return rows[0]?.count ?? 0
}

/**
 * Deletes invitations that nobody used and that ended long ago. Those that a Mac came in by stay, as every
 * certificate does: they say whose Mac it was.
 * Source: docs/architecture.md (retention)
 */
export async function deleteOldInvitations(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM mdm_invitation WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mdm_invitation WHERE enrolled_at IS NULL AND enrollment_id IS NULL
          AND expires_at < ${instant(before)}::text::timestamptz
        ORDER BY expires_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::int AS count FROM gone`
  return rows[0]?.count ?? 0
}

/**
 * Deletes tokens that ended long ago.
 * Source: RFC 6750 section 5.3; docs/architecture.md (retention)
 */
export async function deleteOldTokens(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM mdm_bearer_token WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mdm_bearer_token WHERE expires_at < ${instant(before)}::text::timestamptz
        ORDER BY expires_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::int AS count FROM gone`
  return rows[0]?.count ?? 0
}

/**
 * How many answers were set aside because they could not be digested.
 * Source: docs/architecture.md (retention)
 */
export async function countFailedResults(sql: Sql): Promise<number> {
  const rows = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM mdm_result WHERE failure IS NOT NULL`
  return rows[0]?.count ?? 0
}
