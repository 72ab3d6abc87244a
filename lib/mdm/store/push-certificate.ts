import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * The push certificate as it is kept: its key only sealed.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificateRow = {
  topic: string
  certificatePem: string
  sealedKey: Uint8Array
  notAfter: Date
  updatedAt: Date
}

/**
 * Puts a push certificate in the place of the one before.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function storePushCertificate(sql: Sql, row: PushCertificateRow): Promise<void> {
  await sql`
    INSERT INTO mdm_push_certificate (id, topic, certificate_pem, sealed_key, not_after, updated_at)
    VALUES ('current', ${row.topic}::text, ${row.certificatePem}::text, ${row.sealedKey}::bytea,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(row.updatedAt)}::text::timestamptz)
    ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, certificate_pem = excluded.certificate_pem,
      sealed_key = excluded.sealed_key, not_after = excluded.not_after, updated_at = excluded.updated_at
    RETURNING id`
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function retrievePushCertificate(sql: Sql): Promise<PushCertificateRow | null> {
  const rows = await sql<PushCertificateRow>`
    SELECT topic, certificate_pem AS "certificatePem", sealed_key AS "sealedKey", not_after AS "notAfter",
      updated_at AS "updatedAt"
    FROM mdm_push_certificate WHERE id = 'current'`
  return rows[0] ?? null
}
