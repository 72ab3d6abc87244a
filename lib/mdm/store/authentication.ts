import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Why an Authenticate was or was not taken; `known` is false when we never issued the certificate.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export type AuthenticationOutcome = {
  known: boolean
  taken: boolean
  revoked: boolean
  bound: boolean
  /** false while the Mac is enrolled for another person */
  isFree: boolean
  typeFits: boolean
  /** whose invitation it is that no Mac has enrolled with yet; absent when the certificate is none of ours */
  whose?: { invitationId: string; personId: string } | null
  /** an enrolled Mac with a renewed identity, or back with the one before: nothing starts over */
  goesOn: boolean
}

const unknownCertificate: AuthenticationOutcome = {
  known: false,
  taken: false,
  revoked: false,
  bound: false,
  isFree: false,
  typeFits: false,
  goesOn: false,
}

/**
 * Starts an enrollment over, in one statement, unless it goes on with a renewed identity: binds certificate and
 * invitation to the enrollment ID, revokes its other certificates, forgets its tokens, tells the portal. The caller
 * clears the queue afterwards.
 * Nothing happens when the certificate is revoked, bound to another enrollment, or of an invitation that is; nor when
 * the Mac is enrolled for another person, because a Mac's name is no proof that it is that Mac.
 * Source: mdm/checkin/authenticate.yaml; Apple, "Managing certificates for device management servers and devices"
 */
export async function storeAuthentication(
  sql: Sql,
  row: { id: string; enrollmentType: string; certificateSha256: string; topic: string },
  now: Date,
): Promise<AuthenticationOutcome> {
  const { id } = row
  const at = instant(now)
  const rows = await sql<AuthenticationOutcome>`
    WITH before AS (
      SELECT e.id, e.status, i.person_id FROM mdm_enrollment e LEFT JOIN mdm_invitation i ON i.id = e.invitation_id
      WHERE e.id = ${id}::text FOR UPDATE OF e
    ), facts AS (
      SELECT c.sha256_hex, i.id AS invitation_id, i.person_id, i.ownership, i.access_rights, i.enrollment_type,
        i.enrolled_at, c.revoked_at IS NOT NULL AS revoked, coalesce(c.enrollment_id, ${id}::text) = ${id}::text
          AND coalesce(i.enrollment_id, ${id}::text) = ${id}::text AS bound, c.enrollment_id IS NOT NULL
          AND (c.renews_sha256 IS NOT NULL OR EXISTS (SELECT FROM mdm_certificate o
            WHERE o.enrollment_id = c.enrollment_id AND o.renews_sha256 = c.sha256_hex)) AS renewed,
        CASE i.enrollment_type WHEN 'user' THEN 'user' ELSE 'device' END = ${row.enrollmentType}::text AS fits
      FROM mdm_certificate c JOIN mdm_invitation i ON i.id = c.invitation_id
      WHERE c.sha256_hex = ${row.certificateSha256}::text FOR UPDATE OF c, i
    ), held AS (SELECT EXISTS (SELECT FROM before, facts WHERE before.status = 'enrolled'
        AND before.person_id <> facts.person_id) AS yes
    ), trusted AS (SELECT facts.*, renewed AND EXISTS (SELECT FROM before WHERE status = 'enrolled') AS goes_on
      FROM facts, held WHERE NOT revoked AND bound AND fits AND NOT held.yes
    ), used AS (UPDATE mdm_certificate c SET first_used_at = coalesce(c.first_used_at, ${at}::text::timestamptz)
      FROM trusted WHERE goes_on AND c.sha256_hex = trusted.sha256_hex
    ), allowed AS (SELECT * FROM trusted WHERE NOT goes_on), certificates AS (
      UPDATE mdm_certificate c SET enrollment_id = ${id}::text, revoked_at = coalesce(c.revoked_at,
        CASE WHEN c.sha256_hex <> allowed.sha256_hex THEN ${at}::text::timestamptz END)
      FROM allowed WHERE c.sha256_hex = allowed.sha256_hex OR c.enrollment_id = ${id}::text
    ), invitation AS (UPDATE mdm_invitation i SET enrollment_id = ${id}::text, trouble = NULL FROM allowed WHERE i.id = allowed.invitation_id
    ), enrollment AS (
      INSERT INTO mdm_enrollment (id, device_id, channel, enrollment_type, status, invitation_id,
        certificate_sha256, topic, access_rights, authenticated_at) SELECT ${id}::text, ${id}::text, 'device', enrollment_type, 'authenticated', invitation_id, sha256_hex,
        ${row.topic}::text, access_rights, ${at}::text::timestamptz FROM allowed
      ON CONFLICT (id) DO UPDATE SET enrollment_type = excluded.enrollment_type, status = 'authenticated',
        invitation_id = excluded.invitation_id, certificate_sha256 = excluded.certificate_sha256,
        topic = excluded.topic, access_rights = excluded.access_rights, authenticated_at = excluded.authenticated_at,
        enrolled_at = NULL, checked_out_at = NULL, push_token = NULL, push_magic = NULL, bootstrap_token = NULL,
        awaiting_configuration = false, push_wanted_at = NULL, pushed_at = NULL, push_attempts = 0, push_retry_at = NULL, push_failure = NULL
    ), told AS (INSERT INTO mdm_event (enrollment_id, kind, data)
      SELECT ${id}::text, 'authenticated', jsonb_build_object('invitationId', invitation_id, 'personId',
        allowed.person_id, 'ownership', ownership, 'accessRights', access_rights, 'again', before.id IS NOT NULL,
        'personIdBefore', before.person_id) FROM allowed LEFT JOIN before ON true
    )
    SELECT true AS known, EXISTS (SELECT FROM trusted) AS taken, revoked, bound, NOT held.yes AS "isFree",
      fits AS "typeFits", EXISTS (SELECT FROM trusted WHERE goes_on) AS "goesOn",
      CASE WHEN enrolled_at IS NULL THEN jsonb_build_object('invitationId', invitation_id, 'personId', person_id) END AS whose FROM facts, held`
  return rows[0] ?? unknownCertificate
}
