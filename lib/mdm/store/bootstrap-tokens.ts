import type { Sql } from './sql.ts'

/**
 * Keeps, or with null forgets, the sealed bootstrap token of a device.
 * Source: mdm/checkin/setbootstraptoken.yaml
 */
export async function storeBootstrapToken(sql: Sql, id: string, sealed: Uint8Array | null): Promise<void> {
  await sql`
    UPDATE mdm_enrollment SET bootstrap_token = ${sealed}::bytea
    WHERE id = ${id}::text AND status IN ('authenticated', 'enrolled')
    RETURNING id`
}

/**
 * The sealed bootstrap token of that enrollment and no other.
 * Source: mdm/checkin/getbootstraptoken.yaml
 */
export async function retrieveBootstrapToken(sql: Sql, id: string): Promise<Uint8Array | null> {
  const rows = await sql<{ token: Uint8Array | null }>`
    SELECT bootstrap_token AS token FROM mdm_enrollment WHERE id = ${id}::text AND status <> 'checked_out'`
  return rows[0]?.token ?? null
}
