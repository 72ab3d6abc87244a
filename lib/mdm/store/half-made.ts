import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Enrollments that a Mac began before a moment and did not finish, the oldest first.
 * Source: mdm/checkin/authenticate.yaml, mdm/checkin/tokenupdate.yaml
 */
export async function listHalfMade(sql: Sql, before: Date, limit: number): Promise<{ id: string }[]> {
  return sql<{ id: string }>`
    SELECT id FROM mdm_enrollment
    WHERE status = 'authenticated' AND authenticated_at < ${instant(before)}::text::timestamptz
    ORDER BY authenticated_at LIMIT ${limit}::int`
}

/**
 * Revokes the oldest identities that were issued before a moment and that no Mac has enrolled with; gives how many.
 * Source: RFC 8894 section 2.4
 */
export async function revokeSpareCertificates(
  sql: Sql,
  before: Date,
  limit: number,
  now: Date,
): Promise<number> {
  const rows = await sql<{ count: number }>`
    WITH revoked AS (
      UPDATE mdm_certificate SET revoked_at = ${instant(now)}::text::timestamptz
      WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM mdm_certificate WHERE enrollment_id IS NULL AND revoked_at IS NULL
          AND issued_at < ${instant(before)}::text::timestamptz
        ORDER BY issued_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::int AS count FROM revoked`
  return rows[0]?.count ?? 0
}

/**
 * Revokes what else was issued for the same invitation and came to nothing, once a Mac has come with one identity.
 * Source: mdm/checkin/authenticate.yaml
 */
export async function revokeEarlierTries(sql: Sql, certificateSha256: string, now: Date): Promise<void> {
  await sql`
    UPDATE mdm_certificate c SET revoked_at = ${instant(now)}::text::timestamptz
    FROM mdm_certificate good
    WHERE good.sha256_hex = ${certificateSha256}::text AND c.invitation_id = good.invitation_id
      AND c.sha256_hex <> good.sha256_hex AND c.enrollment_id IS NULL AND c.revoked_at IS NULL
    RETURNING 1`
}
