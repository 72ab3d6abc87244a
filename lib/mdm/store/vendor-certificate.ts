import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * The organization's own MDM vendor certificate: its key only sealed, its chain up to the root.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type VendorCertificateRow = {
  certificatePem: string
  chainPem: string
  sealedKey: Uint8Array
  notAfter: Date
  updatedAt: Date
}

/**
 * Puts a vendor certificate in the place of the one before.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function storeVendorCertificate(sql: Sql, row: VendorCertificateRow): Promise<void> {
  await sql`
    INSERT INTO mdm_vendor_certificate (id, certificate_pem, chain_pem, sealed_key, not_after, updated_at)
    VALUES ('current', ${row.certificatePem}::text, ${row.chainPem}::text, ${row.sealedKey}::bytea,
      ${instant(row.notAfter)}::text::timestamptz, ${instant(row.updatedAt)}::text::timestamptz)
    ON CONFLICT (id) DO UPDATE SET certificate_pem = excluded.certificate_pem, chain_pem = excluded.chain_pem,
      sealed_key = excluded.sealed_key, not_after = excluded.not_after, updated_at = excluded.updated_at
    RETURNING id`
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function retrieveVendorCertificate(sql: Sql): Promise<VendorCertificateRow | null> {
  const rows = await sql<VendorCertificateRow>`
    SELECT certificate_pem AS "certificatePem", chain_pem AS "chainPem", sealed_key AS "sealedKey",
      not_after AS "notAfter", updated_at AS "updatedAt"
    FROM mdm_vendor_certificate WHERE id = 'current'`
  return rows[0] ?? null
}
