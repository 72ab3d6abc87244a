import type { Sql } from './sql.ts'

/**
 * Whose Mac comes with an identity that has not enrolled one yet.
 *
 * returns  null when it has, was revoked, or is none of ours
 * spec     mdm/checkin/authenticate.yaml
 */
export async function retrieveArrival(
  sql: Sql,
  certificateSha256: string,
): Promise<{ personId: string; invitationId: string } | null> {
  const rows = await sql<{ personId: string; invitationId: string }>`
    SELECT i.person_id::text AS "personId", i.id::text AS "invitationId"
    FROM mdm_certificate c JOIN mdm_invitation i ON i.id = c.invitation_id
    WHERE c.sha256_hex = ${certificateSha256}::text AND c.enrollment_id IS NULL AND c.revoked_at IS NULL`
  return rows[0] ?? null
}
