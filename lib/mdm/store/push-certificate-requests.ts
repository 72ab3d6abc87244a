import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A push certificate on its way. Keys are only sealed.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificateRequestRow = {
  id: string
  method: 'vendor' | 'mdmcert'
  csr: Uint8Array
  sealedKey: Uint8Array
  email: string | null
  sealedReplyKey: Uint8Array | null
  replyCertificatePem: string | null
  signedRequest: Uint8Array | null
  createdAt: Date
}

/**
 * Opens a request and gives up the one that was open before.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function storePushCertificateRequest(sql: Sql, row: PushCertificateRequestRow): Promise<void> {
  const at = instant(row.createdAt)
  await sql`
    WITH abandoned AS (
      UPDATE mdm_push_certificate_request SET abandoned_at = ${at}::text::timestamptz
      WHERE completed_at IS NULL AND abandoned_at IS NULL
      RETURNING id
    )
    INSERT INTO mdm_push_certificate_request (id, method, csr, sealed_key, email, sealed_reply_key,
      reply_certificate_pem, signed_request, created_at)
    SELECT ${row.id}::uuid, ${row.method}::text, ${row.csr}::bytea, ${row.sealedKey}::bytea, ${row.email}::text,
      ${row.sealedReplyKey}::bytea, ${row.replyCertificatePem}::text, ${row.signedRequest}::bytea,
      ${at}::text::timestamptz
    FROM (SELECT count(*) FROM abandoned) AS closed_first
    RETURNING id::text AS id`
}

/**
 * The request that is open, if one is.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function retrieveOpenPushRequest(sql: Sql): Promise<PushCertificateRequestRow | null> {
  const rows = await sql<PushCertificateRequestRow>`
    SELECT id::text AS id, method, csr, sealed_key AS "sealedKey", email, sealed_reply_key AS "sealedReplyKey",
      reply_certificate_pem AS "replyCertificatePem", signed_request AS "signedRequest", created_at AS "createdAt"
    FROM mdm_push_certificate_request WHERE completed_at IS NULL AND abandoned_at IS NULL
    ORDER BY created_at DESC LIMIT 1`
  return rows[0] ?? null
}

/**
 * Keeps what is to be uploaded to Apple.
 *
 * returns  false when the request is not open any more
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function storeSignedPushRequest(sql: Sql, id: string, signed: Uint8Array): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_push_certificate_request SET signed_request = ${signed}::bytea
    WHERE id = ${id}::uuid AND completed_at IS NULL AND abandoned_at IS NULL
    RETURNING id::text AS id`
  return rows.length > 0
}

/**
 * Closes a request: with the certificate that came of it, or without.
 *
 * returns  false when it was closed already
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function closePushRequest(
  sql: Sql,
  id: string,
  outcome: 'completed' | 'abandoned',
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    UPDATE mdm_push_certificate_request SET
      completed_at = CASE WHEN ${outcome}::text = 'completed' THEN ${at}::text::timestamptz END,
      abandoned_at = CASE WHEN ${outcome}::text = 'abandoned' THEN ${at}::text::timestamptz END
    WHERE id = ${id}::uuid AND completed_at IS NULL AND abandoned_at IS NULL
    RETURNING id::text AS id`
  return rows.length > 0
}
