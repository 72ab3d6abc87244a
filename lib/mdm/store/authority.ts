import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A device certificate authority as it is kept: its key only sealed. One is active and issues; the retired are still
 * trusted; the distrusted are on record only.
 * Source: RFC 5280 section 4.2.1.9
 */
export type AuthorityRow = {
  id: string
  state: 'active' | 'retired'
  certificatePem: string
  sealedKey: Uint8Array
}

/**
 * What an operator sees of an authority; identities counts the enrolled Macs that speak with one of its certificates.
 * Source: RFC 5280 section 4.2.1.9
 */
export type AuthoritySummary = {
  id: string
  state: 'active' | 'retired' | 'distrusted'
  certificatePem: string
  createdAt: Date
  retiredAt: Date | null
  identities: number
}

/**
 * Keeps the first authority unless another process was first; the caller then retrieves the one that counts.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function storeFirstAuthority(
  sql: Sql,
  row: Pick<AuthorityRow, 'certificatePem' | 'sealedKey'>,
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO mdm_authority (id, certificate_pem, sealed_key, created_at)
    SELECT 'device-ca', ${row.certificatePem}::text, ${row.sealedKey}::bytea, ${instant(now)}::text::timestamptz
    WHERE NOT EXISTS (SELECT FROM mdm_authority)
    ON CONFLICT DO NOTHING
    RETURNING id`
}

/**
 * Makes a new authority the one that issues and retires the one before, both or neither.
 *
 * returns  false when there is one of that name already, or somebody else has just done the same.
 * spec     RFC 8894 section 4.7 (roll-over)
 */
export async function storeNextAuthority(
  sql: Sql,
  row: Pick<AuthorityRow, 'id' | 'certificatePem' | 'sealedKey'>,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH retired AS (
      UPDATE mdm_authority SET state = 'retired', retired_at = ${at}::text::timestamptz
      WHERE state = 'active' AND NOT EXISTS (SELECT FROM mdm_authority WHERE id = ${row.id}::text)
      RETURNING id
    )
    INSERT INTO mdm_authority (id, certificate_pem, sealed_key, created_at)
    SELECT ${row.id}::text, ${row.certificatePem}::text, ${row.sealedKey}::bytea, ${at}::text::timestamptz
    FROM (SELECT count(*) AS count FROM retired) r WHERE r.count = 1
    RETURNING id`
  return rows.length === 1
}

/**
 * Stops believing every identity that a retired authority has issued.
 *
 * returns  false for the active one, which has to be rolled over first, and for one that is not there.
 * spec     RFC 5280 section 6.1
 */
export async function storeDistrust(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_authority SET state = 'distrusted' WHERE id = ${id}::text AND state = 'retired' RETURNING id`
  return rows.length === 1
}

/**
 * The authorities whose identities are believed: the active one first, then the younger before the older.
 * Source: RFC 5280 section 6.1.1 (d)
 */
export async function retrieveTrustedAuthorities(sql: Sql): Promise<AuthorityRow[]> {
  return sql<AuthorityRow>`
    SELECT id, state, certificate_pem AS "certificatePem", sealed_key AS "sealedKey"
    FROM mdm_authority WHERE state <> 'distrusted' ORDER BY state, created_at DESC, id DESC`
}

/**
 * All authorities there ever were, the youngest first.
 * Source: RFC 5280 section 4.2.1.9
 */
export async function listAuthorities(sql: Sql): Promise<AuthoritySummary[]> {
  return sql<AuthoritySummary>`
    SELECT a.id, a.state, a.certificate_pem AS "certificatePem", a.created_at AS "createdAt",
      a.retired_at AS "retiredAt", (SELECT count(*)::int FROM mdm_enrollment e
        JOIN mdm_certificate c ON c.sha256_hex = e.certificate_sha256
        WHERE c.authority_id = a.id AND e.channel = 'device' AND e.status = 'enrolled') AS identities
    FROM mdm_authority a ORDER BY a.created_at DESC, a.id DESC`
}
