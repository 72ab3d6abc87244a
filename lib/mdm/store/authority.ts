import type { Sql } from './sql.ts'

/**
 * The device certificate authority as it is kept: its key only sealed.
 * Source: RFC 5280 section 4.2.1.9
 */
export type AuthorityRow = { certificatePem: string; sealedKey: Uint8Array }

/**
 * Keeps a new authority unless another process was first; the caller then retrieves the one that counts.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function storeAuthority(sql: Sql, row: AuthorityRow): Promise<void> {
  await sql`
    INSERT INTO mdm_authority (id, certificate_pem, sealed_key)
    VALUES ('device-ca', ${row.certificatePem}::text, ${row.sealedKey}::bytea)
    ON CONFLICT (id) DO NOTHING
    RETURNING id`
}

/**
 * Source: RFC 5280 section 4.2.1.9
 */
export async function retrieveAuthority(sql: Sql): Promise<AuthorityRow | null> {
  const rows = await sql<AuthorityRow>`
    SELECT certificate_pem AS "certificatePem", sealed_key AS "sealedKey"
    FROM mdm_authority WHERE id = 'device-ca'`
  return rows[0] ?? null
}
