import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A secret that a Mac shows, as its digest. `expiresAt` is that of a token which nobody has used yet.
 * Source: RFC 6750 section 1.2; RFC 6749 sections 4.1.2 and 6
 */
export type BearerTokenRow = {
  tokenSha256: string
  invitationId: string
  use: 'code' | 'profile' | 'check_in' | 'refresh'
  redirectUri?: string
  issuedAt: Date
  expiresAt: Date
}

/**
 * Source: RFC 6750 section 1.2
 */
export async function storeBearerToken(sql: Sql, row: BearerTokenRow): Promise<void> {
  await sql`
    INSERT INTO mdm_bearer_token (token_sha256, invitation_id, use, redirect_uri, issued_at, expires_at)
    VALUES (${row.tokenSha256}::text, ${row.invitationId}::uuid, ${row.use}::text,
      ${row.redirectUri ?? null}::text, ${instant(row.issuedAt)}::text::timestamptz,
      ${instant(row.expiresAt)}::text::timestamptz)
    RETURNING 1`
}

/**
 * What a token that was shown is worth, and whose it is.
 * Source: RFC 6750 section 3.1
 */
export type BearerTokenRecord = {
  use: BearerTokenRow['use']
  invitationId: string
  personId: string
  enrollmentType: string
  enrolledAt: Date | null
  revokedAt: Date | null
  expiresAt: Date
}

/**
 * Looks up why a token is not taken, changing nothing.
 * Source: RFC 6750 section 3.1
 */
export async function retrieveBearerToken(sql: Sql, tokenSha256: string): Promise<BearerTokenRecord | null> {
  const rows = await sql<BearerTokenRecord>`
    SELECT t.use, i.id::text AS "invitationId", i.person_id::text AS "personId",
      i.enrollment_type AS "enrollmentType", i.enrolled_at AS "enrolledAt", t.revoked_at AS "revokedAt",
      CASE WHEN t.use IN ('profile', 'check_in') THEN i.expires_at ELSE t.expires_at END AS "expiresAt"
    FROM mdm_bearer_token t JOIN mdm_invitation i ON i.id = t.invitation_id
    WHERE t.token_sha256 = ${tokenSha256}::text`
  return rows[0] ?? null
}

/**
 * The invitation that a token has opened.
 * Source: mdm/profiles/com.apple.mdm.yaml (EnrollmentMode, AssignedManagedAppleID)
 */
export type OpenedInvitation = {
  id: string
  accessRights: number
  enrollmentType: string
  managedAppleId: string
}

/**
 * Gives the invitation of a good token a fresh challenge, and all that came of the one before dies with that: a Mac may
 * fetch its profile again until it has enrolled or the invitation's time is up, and a user enrollment then has another
 * EnrollmentID. The token lives on for the user channel.
 *
 * returns  null when it opens nothing: unknown, revoked, of another kind, used or too old; nothing has changed.
 * spec     Apple, "Implementing the simple authentication account-driven enrollment flow"; RFC 8894 section 2.4
 */
export async function storeAccountChallenge(
  sql: Sql,
  row: {
    tokenSha256: string
    enrollmentType: string
    challengeSha256: string
    challengeUntil: Date
    tokenExpiresAt: Date
  },
  now: Date,
): Promise<OpenedInvitation | null> {
  const at = instant(now)
  const rows = await sql<OpenedInvitation>`
    WITH opened AS (
      UPDATE mdm_invitation i
      SET challenge_sha256 = ${row.challengeSha256}::text, challenge_used_at = NULL, trouble = NULL,
        challenge_until = ${instant(row.challengeUntil)}::text::timestamptz,
        enrollment_id = NULL, opened_at = coalesce(i.opened_at, ${at}::text::timestamptz)
      FROM mdm_bearer_token t
      WHERE t.token_sha256 = ${row.tokenSha256}::text AND t.invitation_id = i.id
        AND t.use IN ('profile', 'check_in') AND t.revoked_at IS NULL
        AND i.way = 'account' AND i.managed_apple_id <> '' AND i.enrollment_type = ${row.enrollmentType}::text
        AND i.enrolled_at IS NULL AND i.expires_at > ${at}::text::timestamptz
      RETURNING i.id, i.access_rights, i.enrollment_type, i.managed_apple_id
    ), kept AS (
      UPDATE mdm_bearer_token t SET use = 'check_in', used_at = coalesce(t.used_at, ${at}::text::timestamptz),
        expires_at = greatest(t.expires_at, ${instant(row.tokenExpiresAt)}::text::timestamptz)
      FROM opened WHERE t.token_sha256 = ${row.tokenSha256}::text
    ), revoked AS (
      UPDATE mdm_certificate c SET revoked_at = ${at}::text::timestamptz
      FROM opened WHERE c.invitation_id = opened.id AND c.revoked_at IS NULL
      RETURNING c.enrollment_id, c.invitation_id
    ), dropped AS (
      UPDATE mdm_enrollment e SET status = 'checked_out', checked_out_at = ${at}::text::timestamptz
      FROM revoked WHERE e.id = revoked.enrollment_id AND e.invitation_id = revoked.invitation_id
        AND e.status = 'authenticated'
    )
    SELECT id::text AS id, access_rights AS "accessRights", enrollment_type AS "enrollmentType",
      managed_apple_id AS "managedAppleId" FROM opened`
  return rows[0] ?? null
}

/**
 * Tells whether a token is good for the user channel of that Mac: one of the enrollment as it stands now.
 * Source: Apple, "Onboarding users with account-driven enrollment"
 */
export async function isTokenOfEnrollment(
  sql: Sql,
  tokenSha256: string,
  deviceId: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql<{ one: number }>`
    SELECT 1 AS one FROM mdm_bearer_token t JOIN mdm_enrollment e ON e.invitation_id = t.invitation_id
    WHERE t.token_sha256 = ${tokenSha256}::text AND t.use = 'check_in' AND t.revoked_at IS NULL
      AND t.expires_at > ${instant(now)}::text::timestamptz AND e.id = ${deviceId}::text`
  return rows.length === 1
}

/**
 * Uses up a code or a refresh token.
 *
 * returns  whose it was; null when it is none, or none any more, or was asked for with another address.
 * spec     RFC 6749 sections 4.1.2, 4.1.3 and 6
 */
export async function takeBearerToken(
  sql: Sql,
  row: { tokenSha256: string; use: 'code' | 'refresh'; redirectUri: string | null },
  now: Date,
): Promise<{ invitationId: string } | null> {
  const at = instant(now)
  const rows = await sql<{ invitationId: string }>`
    UPDATE mdm_bearer_token SET used_at = ${at}::text::timestamptz
    WHERE token_sha256 = ${row.tokenSha256}::text AND use = ${row.use}::text AND used_at IS NULL
      AND revoked_at IS NULL AND expires_at > ${at}::text::timestamptz
      AND redirect_uri IS NOT DISTINCT FROM ${row.redirectUri}::text
    RETURNING invitation_id::text AS "invitationId"`
  return rows[0] ?? null
}

/**
 * When a code or refresh token comes a second time, one of the two who know it should not: all that came of the same
 * sign-in is revoked.
 *
 * returns  the invitation, when it was so; else null.
 * spec     RFC 6749 section 4.1.2; RFC 9700 section 4.14.2
 */
export async function revokeReplayedTokens(
  sql: Sql,
  tokenSha256: string,
  now: Date,
): Promise<{ invitationId: string } | null> {
  const rows = await sql<{ invitationId: string }>`
    WITH replayed AS (
      SELECT invitation_id FROM mdm_bearer_token
      WHERE token_sha256 = ${tokenSha256}::text AND use IN ('code', 'refresh') AND used_at IS NOT NULL
    ), revoked AS (
      UPDATE mdm_bearer_token t SET revoked_at = ${instant(now)}::text::timestamptz
      FROM replayed WHERE t.invitation_id = replayed.invitation_id AND t.revoked_at IS NULL
    )
    SELECT invitation_id::text AS "invitationId" FROM replayed`
  return rows[0] ?? null
}
