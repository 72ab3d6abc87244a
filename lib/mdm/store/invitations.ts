import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One way in for one Mac. The link and the challenge are known by their digests only.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights); RFC 8894 section 2.4 (challenge)
 */
export type InvitationRow = {
  id: string
  personId: string
  enrollmentType: string
  ownership: string
  accessRights: number
  expiresAt: Date
  openedAt: Date | null
  challengeUsedAt: Date | null
  enrollmentId: string | null
  enrolledAt: Date | null
  refusedAt: Date | null
}

/**
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export async function storeInvitation(
  sql: Sql,
  row: Pick<
    InvitationRow,
    'id' | 'personId' | 'enrollmentType' | 'ownership' | 'accessRights' | 'expiresAt'
  > & {
    linkSha256: string
    createdAt: Date
  },
): Promise<void> {
  await sql`
    INSERT INTO mdm_invitation (id, person_id, enrollment_type, ownership, access_rights, link_sha256, created_at,
      expires_at)
    VALUES (${row.id}::uuid, ${row.personId}::uuid, ${row.enrollmentType}::text, ${row.ownership}::text,
      ${row.accessRights}::int, ${row.linkSha256}::text, ${instant(row.createdAt)}::text::timestamptz,
      ${instant(row.expiresAt)}::text::timestamptz)
    RETURNING id`
}

/**
 * Source: mdm/profiles/com.apple.mdm.yaml
 */
export async function retrieveInvitation(sql: Sql, id: string): Promise<InvitationRow | null> {
  const rows = await sql<InvitationRow>`
    SELECT id::text AS id, person_id::text AS "personId", enrollment_type AS "enrollmentType", ownership,
      access_rights AS "accessRights", expires_at AS "expiresAt", opened_at AS "openedAt",
      challenge_used_at AS "challengeUsedAt", enrollment_id AS "enrollmentId", enrolled_at AS "enrolledAt",
      refused_at AS "refusedAt"
    FROM mdm_invitation WHERE id = ${id}::uuid`
  return rows[0] ?? null
}

/**
 * How it stands with a link.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export type LinkStanding = Pick<InvitationRow, 'id' | 'personId' | 'expiresAt' | 'enrolledAt'> & {
  revokedAt: Date | null
}

/**
 * Tells whether a link is still good, without touching it.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export async function retrieveInvitationByLink(sql: Sql, linkSha256: string): Promise<LinkStanding | null> {
  const rows = await sql<LinkStanding>`
    SELECT id::text AS id, person_id::text AS "personId", expires_at AS "expiresAt", revoked_at AS "revokedAt",
      enrolled_at AS "enrolledAt"
    FROM mdm_invitation WHERE link_sha256 = ${linkSha256}::text`
  return rows[0] ?? null
}

/**
 * Gives an invitation that is neither expired nor enrolled a fresh challenge; the one before dies with that.
 * Source: RFC 8894 section 2.4
 */
export async function storeChallenge(
  sql: Sql,
  linkSha256: string,
  challengeSha256: string,
  now: Date,
): Promise<Pick<InvitationRow, 'id' | 'accessRights' | 'enrollmentType' | 'ownership'> | null> {
  const rows = await sql<Pick<InvitationRow, 'id' | 'accessRights' | 'enrollmentType' | 'ownership'>>`
    UPDATE mdm_invitation
    SET challenge_sha256 = ${challengeSha256}::text, challenge_used_at = NULL, trouble = NULL,
      opened_at = coalesce(opened_at, ${instant(now)}::text::timestamptz)
    WHERE link_sha256 = ${linkSha256}::text AND enrolled_at IS NULL
      AND expires_at > ${instant(now)}::text::timestamptz
    RETURNING id::text AS id, access_rights AS "accessRights", enrollment_type AS "enrollmentType", ownership`
  return rows[0] ?? null
}

/**
 * Keeps why the Mac that came with an invitation got no further; its next step forgets it.
 * Source: RFC 8894 section 3.2.1.4 (badTime); mdm/checkin/authenticate.yaml
 */
export async function storeTrouble(sql: Sql, id: string, trouble: string): Promise<void> {
  await sql`
    UPDATE mdm_invitation SET trouble = ${trouble}::text WHERE id = ${id}::uuid AND enrolled_at IS NULL
    RETURNING 1`
}
