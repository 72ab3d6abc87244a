import type { CallerRow } from './caller.ts'
import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One report that waits to be digested. attempts counts this one too.
 * Source: declarative/protocol/statusreport.yaml
 */
export type StatusReportRow = {
  id: string
  enrollmentId: string
  body: Uint8Array
  attempts: number
  receivedAt: Date
}

/**
 * Keeps a status report as it came, when the caller may speak for that channel: one statement.
 *
 * returns  the caller; nothing was kept unless it is enrolled
 * spec     mdm/checkin/declarativemanagement.yaml (Data); declarative/protocol/statusreport.yaml
 */
export async function storeStatusReport(
  sql: Sql,
  caller: { deviceId: string; enrollmentId: string; certificateSha256: string },
  body: Uint8Array,
  now: Date,
): Promise<CallerRow> {
  const at = instant(now)
  const rows = await sql<CallerRow>`
    WITH caller AS (
      SELECT c.enrollment_id AS bound_to, coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
        d.status AS device_status, ch.status AS channel_status
      FROM (SELECT 1) AS one LEFT JOIN mdm_certificate c ON c.sha256_hex = ${caller.certificateSha256}::text
      LEFT JOIN mdm_enrollment d ON d.id = ${caller.deviceId}::text
      LEFT JOIN mdm_enrollment ch ON ch.id = ${caller.enrollmentId}::text
    ), kept AS (
      INSERT INTO mdm_status_report (enrollment_id, body, received_at)
      SELECT ${caller.enrollmentId}::text, ${body}::bytea, ${at}::text::timestamptz FROM caller
      WHERE bound_to = ${caller.deviceId}::text AND NOT revoked AND device_status = 'enrolled'
        AND channel_status = 'enrolled'
    )
    SELECT bound_to AS "boundTo", revoked, device_status AS "deviceStatus", channel_status AS "channelStatus"
    FROM caller`
  return rows[0] ?? { boundTo: null, revoked: false, deviceStatus: null, channelStatus: null }
}

/**
 * Takes the oldest report of each channel whose time has come, for so long as the lease lasts: the next one of a
 * channel is only to be had once the one before is gone or set aside, because most reports only tell what changed.
 * Source: declarative/protocol/statusreport.yaml (FullReport)
 */
export async function takeStatusReports(
  sql: Sql,
  limit: number,
  now: Date,
  leasedUntil: Date,
): Promise<StatusReportRow[]> {
  const rows = await sql<StatusReportRow>`
    WITH head AS (
      SELECT DISTINCT ON (enrollment_id) id FROM mdm_status_report WHERE failure IS NULL ORDER BY enrollment_id, id
    ), due AS (
      SELECT r.id FROM mdm_status_report r JOIN head ON head.id = r.id
      WHERE r.failure IS NULL AND (r.retry_at IS NULL OR r.retry_at <= ${instant(now)}::text::timestamptz)
      ORDER BY r.id LIMIT ${limit}::int FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE mdm_status_report r SET attempts = r.attempts + 1, retry_at = ${instant(leasedUntil)}::text::timestamptz
    FROM due WHERE r.id = due.id
    RETURNING r.id::text AS id, r.enrollment_id AS "enrollmentId", r.body, r.attempts, r.received_at AS "receivedAt"`
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

/**
 * Sets a report aside that cannot be digested: it stays for people to look at, as one of the last ten of its channel,
 * and the next one is taken.
 * Source: declarative/protocol/statusreport.yaml
 */
export async function storeStatusReportFailure(sql: Sql, id: string, failure: string): Promise<void> {
  await sql`
    WITH failed AS (
      UPDATE mdm_status_report SET failure = ${failure.slice(0, 500)}::text WHERE id = ${id}::text::bigint
      RETURNING enrollment_id
    ), older AS (
      SELECT r.id FROM mdm_status_report r JOIN failed USING (enrollment_id) WHERE r.failure IS NOT NULL
      ORDER BY r.id DESC OFFSET 9
    )
    DELETE FROM mdm_status_report r USING older WHERE r.id = older.id RETURNING r.id::text AS id`
}

/**
 * Puts a report back until a later moment.
 * Source: declarative/protocol/statusreport.yaml
 */
export async function storeStatusReportRetry(sql: Sql, id: string, retryAt: Date): Promise<void> {
  await sql`UPDATE mdm_status_report SET retry_at = ${instant(retryAt)}::text::timestamptz
    WHERE id = ${id}::text::bigint RETURNING id::text AS id`
}

/**
 * Drops reports that were set aside before a moment.
 * Source: declarative/protocol/statusreport.yaml
 */
export async function clearFailedStatusReports(sql: Sql, before: Date): Promise<number> {
  const rows = await sql<{ id: string }>`
    DELETE FROM mdm_status_report
    WHERE failure IS NOT NULL AND received_at < ${instant(before)}::text::timestamptz RETURNING id::text AS id`
  return rows.length
}
