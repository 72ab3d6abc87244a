import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * An invitation that somebody made by signing in on the Mac itself: without a link.
 * Source: mdm/profiles/com.apple.mdm.yaml (EnrollmentMode, AssignedManagedAppleID)
 */
export type AccountInvitationRow = {
  id: string
  personId: string
  enrollmentType: 'user' | 'device'
  ownership: string
  accessRights: number
  managedAppleId: string
  createdAt: Date
  expiresAt: Date
}

/**
 * Source: mdm/profiles/com.apple.mdm.yaml (AssignedManagedAppleID)
 */
export async function storeAccountInvitation(sql: Sql, row: AccountInvitationRow): Promise<void> {
  await sql`
    INSERT INTO mdm_invitation (id, person_id, enrollment_type, ownership, access_rights, way, managed_apple_id,
      created_at, expires_at)
    VALUES (${row.id}::uuid, ${row.personId}::uuid, ${row.enrollmentType}::text, ${row.ownership}::text,
      ${row.accessRights}::int, 'account', ${row.managedAppleId}::text, ${instant(row.createdAt)}::text::timestamptz,
      ${instant(row.expiresAt)}::text::timestamptz)
    RETURNING 1`
}

/**
 * Ends what somebody has begun and not finished, and every token of theirs: open invitations of either way expire,
 * identities that no Mac has enrolled with are revoked. What is enrolled stays enrolled.
 *
 * whom     a person, or one invitation
 * returns  how many tokens were revoked
 * spec     RFC 6750 section 5.3; Apple, "Onboarding users with account-driven enrollment"
 */
export async function revokeAccountTokens(
  sql: Sql,
  whom: { personId: string } | { invitationId: string },
  now: Date,
): Promise<number> {
  if ('personId' in whom) return endInvitations(sql, { ...whom, invitationId: null, onlyBegun: false }, now)
  return endInvitations(sql, { ...whom, personId: null, onlyBegun: false }, now)
}

/**
 * Ends the links and sign-ins of a person that no Mac has enrolled with yet, but for one of them.
 * Source: RFC 6750 section 5.3; Apple, "Deploying device management enrollment profiles"
 */
export async function supersedeInvitations(
  sql: Sql,
  personId: string,
  but: string | null,
  now: Date,
): Promise<void> {
  await endInvitations(sql, { personId, invitationId: null, onlyBegun: true, but }, now)
}

/**
 * Ends an invitation for good because the Mac that came with it was not admitted.
 * Source: mdm/checkin/authenticate.yaml
 */
export async function storeRefusal(sql: Sql, invitationId: string, now: Date): Promise<void> {
  await endInvitations(sql, { personId: null, invitationId, onlyBegun: true }, now)
  await sql`
    UPDATE mdm_invitation SET refused_at = ${instant(now)}::text::timestamptz
    WHERE id = ${invitationId}::uuid AND enrolled_at IS NULL
    RETURNING 1`
}

/** onlyBegun: only what has not come to an enrollment; else tokens of enrolled Macs, too. */
async function endInvitations(
  sql: Sql,
  which: { personId: string | null; invitationId: string | null; onlyBegun: boolean; but?: string | null },
  now: Date,
): Promise<number> {
  const at = instant(now)
  const [row] = await sql<{ count: number }>`
    WITH meant AS (
      SELECT id FROM mdm_invitation
      WHERE (person_id = ${which.personId}::text::uuid OR id = ${which.invitationId}::text::uuid)
        AND (NOT ${which.onlyBegun}::boolean OR enrolled_at IS NULL)
        AND id IS DISTINCT FROM ${which.but ?? null}::text::uuid
    ), closed AS (
      UPDATE mdm_invitation i SET expires_at = least(i.expires_at, ${at}::text::timestamptz),
        revoked_at = coalesce(i.revoked_at, CASE WHEN NOT ${which.onlyBegun}::boolean
          AND i.expires_at > ${at}::text::timestamptz THEN ${at}::text::timestamptz END)
      FROM meant WHERE i.id = meant.id AND i.enrolled_at IS NULL
      RETURNING i.id, i.enrollment_id
    ), certificates AS (
      UPDATE mdm_certificate c SET revoked_at = ${at}::text::timestamptz
      FROM closed WHERE c.invitation_id = closed.id AND c.revoked_at IS NULL
    ), dropped AS (
      UPDATE mdm_enrollment e SET status = 'checked_out', checked_out_at = ${at}::text::timestamptz
      FROM closed WHERE e.id = closed.enrollment_id AND e.invitation_id = closed.id AND e.status = 'authenticated'
    ), revoked AS (
      UPDATE mdm_bearer_token t SET revoked_at = ${at}::text::timestamptz
      FROM meant WHERE t.invitation_id = meant.id AND t.revoked_at IS NULL
      RETURNING 1
    )
    SELECT count(*)::int AS count FROM revoked`
  return row?.count ?? 0
}

/**
 * Tells the portal that a sign-in on a Mac was of no use. Without an invitation nobody knows whose it was.
 * Source: RFC 6750 section 3.1
 */
export async function storeAccountRefusal(
  sql: Sql,
  refusal: { reason: string; invitationId: string | null; personId: string | null },
): Promise<void> {
  const data = JSON.stringify(refusal)
  await sql`
    INSERT INTO mdm_event (enrollment_id, kind, data)
    VALUES (${`account:${refusal.invitationId ?? 'unknown'}`}::text, 'account_refused', ${data}::text::jsonb)
    RETURNING 1`
}
