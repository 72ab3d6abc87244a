import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * What a challenge pays for: the first identity of an invitation, or the next one of an enrollment.
 * Source: RFC 8894 section 2.4; mdm/profiles/com.apple.security.scep.yaml (Challenge)
 */
export type OpenChallenge = { kind: 'invitation' | 'renewal'; invitationId: string; personId: string }

/**
 * Finds what a challenge is for, if it may still be used.
 * Source: RFC 8894 section 2.4
 */
export async function retrieveOpenChallenge(
  sql: Sql,
  challengeSha256: string,
  now: Date,
): Promise<OpenChallenge | null> {
  const at = instant(now)
  const rows = await sql<OpenChallenge>`
    SELECT 'invitation' AS kind, id::text AS "invitationId", person_id::text AS "personId" FROM mdm_invitation
    WHERE challenge_sha256 = ${challengeSha256}::text AND challenge_used_at IS NULL AND enrolled_at IS NULL
      AND least(expires_at, challenge_until) > ${at}::text::timestamptz
    UNION ALL
    SELECT 'renewal', i.id::text, i.person_id::text
    FROM mdm_renewal r JOIN mdm_certificate c ON c.sha256_hex = r.certificate_sha256
    JOIN mdm_invitation i ON i.id = c.invitation_id
    JOIN mdm_enrollment e ON e.id = r.enrollment_id
    WHERE r.challenge_sha256 = ${challengeSha256}::text AND r.challenge_used_at IS NULL AND r.failure IS NULL
      AND r.expires_at > ${at}::text::timestamptz AND c.revoked_at IS NULL AND e.status = 'enrolled'`
  return rows[0] ?? null
}
