import type { Sql } from './sql.ts'

/**
 * Whose invitation it was.
 * Source: RFC 8894 section 2.4
 */
export type RevokedInvitation = { invitationId: string; personId: string }

/**
 * Finds the invitation that we ended behind a challenge, or behind a certificate that no Mac has enrolled with.
 *
 * returns  null when there is none, or it was not ended by us.
 * spec     RFC 8894 section 2.4; Apple, "Managing certificates for device management servers and devices"
 */
export async function retrieveRevokedInvitation(
  sql: Sql,
  by: { challengeSha256: string } | { certificateSha256: string },
): Promise<RevokedInvitation | null> {
  const rows =
    'challengeSha256' in by
      ? await sql<RevokedInvitation>`
          SELECT id::text AS "invitationId", person_id::text AS "personId" FROM mdm_invitation
          WHERE challenge_sha256 = ${by.challengeSha256}::text AND revoked_at IS NOT NULL AND enrolled_at IS NULL`
      : await sql<RevokedInvitation>`
          SELECT i.id::text AS "invitationId", i.person_id::text AS "personId"
          FROM mdm_certificate c JOIN mdm_invitation i ON i.id = c.invitation_id
          WHERE c.sha256_hex = ${by.certificateSha256}::text AND i.revoked_at IS NOT NULL
            AND i.enrolled_at IS NULL`
  return rows[0] ?? null
}
