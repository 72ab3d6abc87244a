import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One identity certificate. enrollmentId is null until a Mac has authenticated with it; then it is for good.
 * Source: RFC 5280 section 4.1; Apple, "Managing certificates for device management servers and devices"
 */
export type CertificateRow = {
  sha256Hex: string
  serialHex: string
  subject: string
  invitationId: string
  enrollmentId: string | null
  certificate: Uint8Array
  notBefore: Date
  notAfter: Date
}

/**
 * Uses up a challenge and keeps the certificate that it paid for, both or neither.
 *
 * returns  false when the challenge was used, replaced or expired meanwhile: nothing is kept.
 * spec     RFC 8894 section 2.4
 */
export async function storeCertificateForChallenge(
  sql: Sql,
  row: CertificateRow,
  challengeSha256: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH used AS (
      UPDATE mdm_invitation SET challenge_used_at = ${instant(now)}::text::timestamptz
      WHERE id = ${row.invitationId}::uuid AND challenge_sha256 = ${challengeSha256}::text
        AND challenge_used_at IS NULL AND enrolled_at IS NULL
        AND expires_at > ${instant(now)}::text::timestamptz
      RETURNING id
    )
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, certificate, not_before, not_after,
      issued_at)
    SELECT ${row.sha256Hex}::text, ${row.serialHex}::text, ${row.subject}::text, used.id,
      ${row.certificate}::bytea, ${instant(row.notBefore)}::text::timestamptz,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(now)}::text::timestamptz
    FROM used
    RETURNING sha256_hex AS id`
  return rows.length === 1
}

/**
 * Keeps the successor of a certificate that is still good, bound to the same enrollment.
 *
 * returns  false when the one before is no longer good: nothing is kept.
 * spec     RFC 8894 section 3.3.1.2 (RenewalReq)
 */
export async function storeRenewedCertificate(
  sql: Sql,
  row: CertificateRow,
  beforeSha256Hex: string,
  now: Date,
): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate,
      not_before, not_after, issued_at)
    SELECT ${row.sha256Hex}::text, ${row.serialHex}::text, ${row.subject}::text, old.invitation_id,
      old.enrollment_id, ${row.certificate}::bytea, ${instant(row.notBefore)}::text::timestamptz,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(now)}::text::timestamptz
    FROM mdm_certificate old JOIN mdm_enrollment e ON e.id = old.enrollment_id
    WHERE old.sha256_hex = ${beforeSha256Hex}::text AND old.revoked_at IS NULL
      AND old.not_after > ${instant(now)}::text::timestamptz AND e.status = 'enrolled'
    RETURNING sha256_hex AS id`
  return rows.length === 1
}

/**
 * Finds a certificate that may ask for its successor.
 * Source: RFC 8894 section 3.3.1.2 (RenewalReq)
 */
export async function retrieveRenewableCertificate(
  sql: Sql,
  sha256Hex: string,
  now: Date,
): Promise<{ invitationId: string } | null> {
  const rows = await sql<{ invitationId: string }>`
    SELECT c.invitation_id::text AS "invitationId"
    FROM mdm_certificate c JOIN mdm_enrollment e ON e.id = c.enrollment_id
    WHERE c.sha256_hex = ${sha256Hex}::text AND c.revoked_at IS NULL
      AND c.not_after > ${instant(now)}::text::timestamptz AND e.status = 'enrolled'`
  return rows[0] ?? null
}
