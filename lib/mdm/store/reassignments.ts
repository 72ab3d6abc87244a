import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Makes another person the one whom a Mac is enrolled for, in one statement: the invitation that it came by is theirs
 * from now on, and the tokens of whoever signed in on it are revoked. Keys, queue and certificates stay with the Mac.
 *
 * returns  false when the Mac is not enrolled, or came by no invitation: nothing has changed.
 * spec     RFC 6750 section 5.3; Apple, "Onboarding users with account-driven enrollment"
 */
export async function storeReassignment(
  sql: Sql,
  enrollmentId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH device AS (
      SELECT e.invitation_id FROM mdm_enrollment e
      WHERE e.id = ${enrollmentId}::text AND e.channel = 'device' AND e.status IN ('authenticated', 'enrolled')
      FOR UPDATE OF e
    ), before AS (
      SELECT i.id, i.person_id FROM mdm_invitation i JOIN device ON device.invitation_id = i.id FOR UPDATE OF i
    ), given AS (
      UPDATE mdm_invitation i SET person_id = ${personId}::uuid FROM before WHERE i.id = before.id
      RETURNING i.id
    ), revoked AS (
      UPDATE mdm_bearer_token t SET revoked_at = ${instant(now)}::text::timestamptz FROM before
      WHERE t.invitation_id = before.id AND before.person_id <> ${personId}::uuid AND t.revoked_at IS NULL
    )
    SELECT id::text AS id FROM given`
  return rows.length === 1
}
