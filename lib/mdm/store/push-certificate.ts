import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * The push certificate as it is kept: its key only sealed. warnedDays is the last warning of its end, if there was one.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificateRow = {
  topic: string
  certificatePem: string
  sealedKey: Uint8Array
  notAfter: Date
  updatedAt: Date
  warnedDays: number | null
}

/**
 * Puts a push certificate in the place of the one before; warnings begin anew.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function storePushCertificate(
  sql: Sql,
  row: Omit<PushCertificateRow, 'warnedDays'>,
): Promise<void> {
  await sql`
    INSERT INTO mdm_push_certificate (id, topic, certificate_pem, sealed_key, not_after, updated_at)
    VALUES ('current', ${row.topic}::text, ${row.certificatePem}::text, ${row.sealedKey}::bytea,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(row.updatedAt)}::text::timestamptz)
    ON CONFLICT (id) DO UPDATE SET topic = excluded.topic, certificate_pem = excluded.certificate_pem,
      sealed_key = excluded.sealed_key, not_after = excluded.not_after, updated_at = excluded.updated_at,
      warned_days = NULL
    RETURNING id`
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function retrievePushCertificate(sql: Sql): Promise<PushCertificateRow | null> {
  const rows = await sql<PushCertificateRow>`
    SELECT topic, certificate_pem AS "certificatePem", sealed_key AS "sealedKey", not_after AS "notAfter",
      updated_at AS "updatedAt", warned_days AS "warnedDays"
    FROM mdm_push_certificate WHERE id = 'current'`
  return rows[0] ?? null
}

/**
 * Holds on to the certificate until the transaction ends, so that two who bring one come one after the other.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function lockPushCertificate(sql: Sql): Promise<PushCertificateRow | null> {
  const rows = await sql<PushCertificateRow>`
    SELECT topic, certificate_pem AS "certificatePem", sealed_key AS "sealedKey", not_after AS "notAfter",
      updated_at AS "updatedAt", warned_days AS "warnedDays"
    FROM mdm_push_certificate WHERE id = 'current' FOR UPDATE`
  return rows[0] ?? null
}

/**
 * Notes that somebody is being warned of the end of this certificate so many days before it.
 *
 * returns  false when that warning, or a later one, was given already
 * spec     Apple, "Setting up push notifications for your device management customers" (renewal every year)
 */
export async function storePushExpiryWarning(sql: Sql, notAfter: Date, days: number): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_push_certificate SET warned_days = ${days}::int
    WHERE id = 'current' AND not_after = ${instant(notAfter)}::text::timestamptz
      AND (warned_days IS NULL OR warned_days > ${days}::int)
    RETURNING id`
  return rows.length > 0
}
