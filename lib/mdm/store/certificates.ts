import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One identity certificate as it was issued. Which enrollment it speaks for is known when a Mac has authenticated with
 * it, or from the certificate that it takes the place of; then it is for good.
 * Source: RFC 5280 section 4.1; Apple, "Managing certificates for device management servers and devices"
 */
export type CertificateRow = {
  sha256Hex: string
  serialHex: string
  subject: string
  invitationId: string
  certificate: Uint8Array
  notBefore: Date
  notAfter: Date
  /** which of our authorities issued it */
  authorityId: string
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
      UPDATE mdm_invitation SET challenge_used_at = ${instant(now)}::text::timestamptz, trouble = NULL
      WHERE id = ${row.invitationId}::uuid AND challenge_sha256 = ${challengeSha256}::text
        AND challenge_used_at IS NULL AND enrolled_at IS NULL
        AND least(expires_at, challenge_until) > ${instant(now)}::text::timestamptz
      RETURNING id
    )
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, certificate, not_before, not_after,
      issued_at, authority_id)
    SELECT ${row.sha256Hex}::text, ${row.serialHex}::text, ${row.subject}::text, used.id,
      ${row.certificate}::bytea, ${instant(row.notBefore)}::text::timestamptz,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(now)}::text::timestamptz, ${row.authorityId}::text
    FROM used
    RETURNING sha256_hex AS id`
  return rows.length === 1
}

/**
 * Uses up the challenge that a Mac was sent to renew its identity, and keeps the certificate that it paid for, bound
 * to the same enrollment, both or neither. The one before stays good.
 *
 * returns  false when the challenge was used or expired meanwhile, or the Mac has left: nothing is kept.
 * spec     RFC 8894 section 2.4; Apple, "Deploying device management enrollment profiles"
 */
export async function storeCertificateForRenewal(
  sql: Sql,
  row: CertificateRow,
  challengeSha256: string,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH used AS (
      UPDATE mdm_renewal r SET challenge_used_at = ${at}::text::timestamptz
      FROM mdm_certificate old, mdm_enrollment e
      WHERE r.challenge_sha256 = ${challengeSha256}::text AND r.challenge_used_at IS NULL AND r.failure IS NULL
        AND r.expires_at > ${at}::text::timestamptz AND old.sha256_hex = r.certificate_sha256
        AND old.revoked_at IS NULL AND e.id = r.enrollment_id AND e.status = 'enrolled'
      RETURNING r.enrollment_id, old.sha256_hex, old.invitation_id
    )
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate,
      not_before, not_after, issued_at, authority_id, renews_sha256)
    SELECT ${row.sha256Hex}::text, ${row.serialHex}::text, ${row.subject}::text, used.invitation_id,
      used.enrollment_id, ${row.certificate}::bytea, ${instant(row.notBefore)}::text::timestamptz,
      ${instant(row.notAfter)}::text::timestamptz, ${at}::text::timestamptz, ${row.authorityId}::text,
      used.sha256_hex
    FROM used
    RETURNING sha256_hex AS id`
  return rows.length === 1
}

/** How many good certificates an enrollment may have: one that is used, one on its way, and room for mishaps. */
const mostGoodCertificates = 8

/**
 * Keeps the successor of a certificate that is still good, bound to the same enrollment. The one before stays good.
 *
 * returns  false when the one before is no longer good, or there are too many already: nothing is kept.
 * spec     RFC 8894 section 3.3.1.2 (RenewalReq)
 */
export async function storeRenewedCertificate(
  sql: Sql,
  row: CertificateRow,
  beforeSha256Hex: string,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate,
      not_before, not_after, issued_at, authority_id, renews_sha256)
    SELECT ${row.sha256Hex}::text, ${row.serialHex}::text, ${row.subject}::text, old.invitation_id,
      old.enrollment_id, ${row.certificate}::bytea, ${instant(row.notBefore)}::text::timestamptz,
      ${instant(row.notAfter)}::text::timestamptz, ${at}::text::timestamptz, ${row.authorityId}::text,
      old.sha256_hex
    FROM mdm_certificate old JOIN mdm_enrollment e ON e.id = old.enrollment_id
    WHERE old.sha256_hex = ${beforeSha256Hex}::text AND old.revoked_at IS NULL
      AND old.not_after > ${at}::text::timestamptz AND e.status = 'enrolled'
      AND (SELECT count(*) FROM mdm_certificate c WHERE c.enrollment_id = e.id AND c.revoked_at IS NULL
        AND c.not_after > ${at}::text::timestamptz) < ${mostGoodCertificates}::int
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

/**
 * The certificate that a Mac speaks with now. One that it has just fetched counts from its first use, before the
 * renewal is closed.
 *
 * returns  null when the Mac is not enrolled.
 * spec     mdm/commands/profile.install.yaml (a profile may be encrypted to an identity of the device)
 */
export async function retrieveIdentity(sql: Sql, deviceId: string): Promise<Uint8Array | null> {
  const rows = await sql<{ certificate: Uint8Array }>`
    SELECT c.certificate FROM mdm_enrollment e JOIN mdm_certificate c ON c.enrollment_id = e.id
    LEFT JOIN mdm_renewal r ON r.enrollment_id = e.id AND r.certificate_sha256 = c.renews_sha256
      AND r.completed_at IS NULL AND r.failure IS NULL
    WHERE e.id = ${deviceId}::text AND e.status = 'enrolled' AND c.revoked_at IS NULL
      AND (c.sha256_hex = e.certificate_sha256 OR r.id IS NOT NULL AND c.first_used_at IS NOT NULL)
    ORDER BY c.sha256_hex = e.certificate_sha256, c.issued_at DESC LIMIT 1`
  return rows[0]?.certificate ?? null
}
