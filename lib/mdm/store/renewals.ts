import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * An enrolled Mac whose identity has to be renewed, and what was tried for that identity before.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export type DueRenewal = {
  enrollmentId: string
  invitationId: string
  topic: string
  accessRights: number
  enrollmentType: string
  managedAppleId: string | null
  certificateSha256: string
  notAfter: Date
  attempts: number
  lastAttemptAt: Date | null
}

/**
 * Finds Macs whose identity expires soon or comes from an authority that has retired, the most urgent first: those
 * that nothing is under way for, and whose last attempt is not too fresh.
 * Source: RFC 8894 section 2.3 (renewal before expiry)
 */
export async function listDueRenewals(
  sql: Sql,
  when: { now: Date; expiresBefore: Date; lastTriedBefore: Date },
  limit: number,
): Promise<DueRenewal[]> {
  const at = instant(when.now)
  return sql<DueRenewal>`
    WITH due AS (
      SELECT c.sha256_hex, c.enrollment_id, c.invitation_id, c.not_after FROM mdm_certificate c
      WHERE c.not_after > ${at}::text::timestamptz
        AND c.not_after <= ${instant(when.expiresBefore)}::text::timestamptz AND c.revoked_at IS NULL
      UNION
      SELECT c.sha256_hex, c.enrollment_id, c.invitation_id, c.not_after FROM mdm_certificate c
      WHERE EXISTS (SELECT FROM mdm_authority WHERE state = 'retired') AND c.revoked_at IS NULL
        AND c.authority_id = ANY (ARRAY(SELECT id FROM mdm_authority WHERE state = 'retired'))
        AND c.not_after > (SELECT ${at}::text::timestamptz)
    )
    SELECT e.id AS "enrollmentId", due.invitation_id::text AS "invitationId", e.topic,
      e.access_rights AS "accessRights", e.enrollment_type AS "enrollmentType",
      i.managed_apple_id AS "managedAppleId", due.sha256_hex AS "certificateSha256", due.not_after AS "notAfter",
      tried.attempts, tried.last_at AS "lastAttemptAt"
    FROM due JOIN mdm_enrollment e ON e.id = due.enrollment_id AND e.certificate_sha256 = due.sha256_hex
    JOIN mdm_invitation i ON i.id = due.invitation_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS attempts, max(r.created_at) AS last_at,
        coalesce(bool_or(r.completed_at IS NULL AND r.failure IS NULL), false) AS open,
        max(r.created_at) FILTER (WHERE r.failure <> 'expired') AS failed_at
      FROM mdm_renewal r WHERE r.enrollment_id = e.id AND r.certificate_sha256 = due.sha256_hex
    ) tried
    WHERE e.channel = 'device' AND e.status = 'enrolled' AND e.topic IS NOT NULL
      AND NOT tried.open
      AND (tried.failed_at IS NULL OR tried.failed_at <= ${instant(when.lastTriedBefore)}::text::timestamptz)
    ORDER BY due.not_after, e.id LIMIT ${limit}::int`
}

/**
 * One attempt to renew an identity. Its id follows from the identity and the number of the attempt, so that two
 * processes that begin the same one end with one.
 * Source: RFC 8894 section 2.4 (challenge)
 */
export type RenewalRow = {
  id: string
  enrollmentId: string
  certificateSha256: string
  challengeSha256: string
  expiresAt: Date
}

/**
 * Begins an attempt; with daysLeft the portal is warned that time is running out.
 *
 * returns  false when another process has begun it.
 * spec     RFC 8894 section 2.4
 */
export async function storeRenewal(
  sql: Sql,
  row: RenewalRow,
  warning: { daysLeft: number; notAfter: Date } | null,
  now: Date,
): Promise<boolean> {
  const told = warning && { daysLeft: warning.daysLeft, notAfter: instant(warning.notAfter) }
  const rows = await sql<{ id: string }>`
    WITH begun AS (
      INSERT INTO mdm_renewal (id, enrollment_id, certificate_sha256, challenge_sha256, created_at, expires_at)
      VALUES (${row.id}::uuid, ${row.enrollmentId}::text, ${row.certificateSha256}::text,
        ${row.challengeSha256}::text, ${instant(now)}::text::timestamptz,
        ${instant(row.expiresAt)}::text::timestamptz)
      ON CONFLICT DO NOTHING RETURNING id, enrollment_id
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data)
      SELECT enrollment_id, 'identity_expiring', ${JSON.stringify(told)}::text::jsonb FROM begun
      WHERE ${told !== null}::bool
    )
    SELECT id::text AS id FROM begun`
  return rows.length === 1
}

/**
 * Notes which command asks the Mac.
 * Source: mdm/commands/profile.install.yaml
 */
export async function storeRenewalCommand(sql: Sql, id: string, commandUuid: string): Promise<void> {
  await sql`UPDATE mdm_renewal SET command_id = ${commandUuid}::uuid WHERE id = ${id}::uuid RETURNING id`
}

/**
 * An attempt that came to nothing, with the reason in a word or in the Mac's own words.
 * Source: mdm/commands/profile.install.yaml (ErrorChain)
 */
export type FailedRenewal = { enrollmentId: string; failure: string }

/**
 * Closes attempts that came to nothing: the Mac said so, or time ran out, or nothing was ever queued. A Mac that has
 * spoken with its new identity but whose answer says Error has put the old profile back, so the old identity stays.
 * Source: Apple, "Deploying device management enrollment profiles" (on failure the old one is restored)
 */
export async function storeFailedRenewals(
  sql: Sql,
  when: { now: Date; unqueuedBefore: Date },
): Promise<FailedRenewal[]> {
  return sql<FailedRenewal>`
    UPDATE mdm_renewal r SET failure = ended.failure
    FROM (
      SELECT o.id, CASE
        WHEN e.status IS DISTINCT FROM 'enrolled' THEN 'left'
        WHEN h.status IN ('error', 'format_error') THEN left(concat(h.status, ': ',
          coalesce(h.error_chain -> 0 ->> 'LocalizedDescription', 'no reason given')), 500)
        WHEN h.status = 'cancelled' THEN 'cancelled'
        WHEN o.expires_at <= ${instant(when.now)}::text::timestamptz OR h.status = 'expired' THEN 'expired'
        WHEN o.command_id IS NULL AND o.created_at <= ${instant(when.unqueuedBefore)}::text::timestamptz
          THEN 'not queued'
        END AS failure
      FROM mdm_renewal o LEFT JOIN mdm_enrollment e ON e.id = o.enrollment_id
      LEFT JOIN mdm_command_history h ON h.id = o.command_id
      WHERE o.completed_at IS NULL AND o.failure IS NULL
    ) ended
    WHERE r.id = ended.id AND ended.failure IS NOT NULL
    RETURNING r.enrollment_id AS "enrollmentId", r.failure`
}

/**
 * Closes attempts that worked: the Mac has checked in with the new identity, and says that the profile stands. From
 * now on that one is its identity.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export async function storeCompletedRenewals(sql: Sql, now: Date): Promise<number> {
  const rows = await sql<{ id: string }>`
    WITH done AS (
      UPDATE mdm_renewal r SET completed_at = ${instant(now)}::text::timestamptz
      FROM mdm_command_history h WHERE h.id = r.command_id AND h.status = 'acknowledged'
        AND r.completed_at IS NULL AND r.failure IS NULL AND EXISTS (
          SELECT FROM mdm_certificate c WHERE c.enrollment_id = r.enrollment_id AND c.revoked_at IS NULL
            AND c.renews_sha256 = r.certificate_sha256 AND c.first_used_at IS NOT NULL
            AND c.issued_at >= r.created_at)
      RETURNING r.id, r.enrollment_id, r.certificate_sha256
    )
    UPDATE mdm_enrollment e SET certificate_sha256 = (
      SELECT c.sha256_hex FROM mdm_certificate c WHERE c.enrollment_id = done.enrollment_id
        AND c.renews_sha256 = done.certificate_sha256 AND c.first_used_at IS NOT NULL AND c.revoked_at IS NULL
      ORDER BY c.issued_at DESC LIMIT 1)
    FROM done WHERE e.id = done.enrollment_id RETURNING done.id::text AS id`
  return rows.length
}

/**
 * Revokes what came before an identity that has been in use for a while. Renewals of long ago are not looked at again.
 * Source: RFC 5280 section 5.3.1 (superseded)
 */
export async function revokeSuperseded(
  sql: Sql,
  when: { now: Date; completedBefore: Date; completedAfter: Date },
): Promise<number> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_certificate old SET revoked_at = ${instant(when.now)}::text::timestamptz
    FROM mdm_renewal r, mdm_enrollment e, mdm_certificate used
    WHERE r.completed_at <= (SELECT ${instant(when.completedBefore)}::text::timestamptz)
      AND r.completed_at > (SELECT ${instant(when.completedAfter)}::text::timestamptz)
      AND old.sha256_hex = r.certificate_sha256 AND old.revoked_at IS NULL
      AND e.id = r.enrollment_id AND used.sha256_hex = e.certificate_sha256
      AND used.sha256_hex <> old.sha256_hex AND used.issued_at > old.issued_at
    RETURNING old.sha256_hex AS id`
  return rows.length
}

/**
 * A Mac that will be lost when its identity expires.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export type ExpiringIdentity = {
  enrollmentId: string
  deviceName: string | null
  serialNumber: string | null
  notAfter: Date
  lastSeenAt: Date | null
  /** how many times a new identity was offered, and what became of the last one; null while it is on its way */
  attempts: number
  failure: string | null
}

/**
 * The enrolled Macs whose identity expires before a moment, the most urgent first.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export async function listExpiringIdentities(
  sql: Sql,
  before: Date,
  limit: number,
): Promise<ExpiringIdentity[]> {
  return sql<ExpiringIdentity>`
    SELECT e.id AS "enrollmentId", e.device_name AS "deviceName", e.serial_number AS "serialNumber",
      c.not_after AS "notAfter", e.last_seen_at AS "lastSeenAt",
      (SELECT count(*)::int FROM mdm_renewal r WHERE r.enrollment_id = e.id
        AND r.certificate_sha256 = c.sha256_hex) AS attempts,
      (SELECT r.failure FROM mdm_renewal r WHERE r.enrollment_id = e.id AND r.certificate_sha256 = c.sha256_hex
        ORDER BY r.created_at DESC LIMIT 1) AS failure
    FROM mdm_certificate c JOIN mdm_enrollment e ON e.id = c.enrollment_id AND e.certificate_sha256 = c.sha256_hex
    WHERE c.not_after <= ${instant(before)}::text::timestamptz AND e.channel = 'device' AND e.status = 'enrolled'
    ORDER BY c.not_after, e.id LIMIT ${limit}::int`
}
