import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * What is known of a file without its content.
 * Source: declarative/declarations/assets/data.yaml (Reference)
 */
export type AssetFacts = { id: string; contentType: string; sha256Hex: string; sizeBytes: number }

/**
 * Keeps a file; one that is kept already stays as it is.
 * Source: declarative/declarations/assets/data.yaml
 */
export async function storeAsset(
  sql: Sql,
  asset: { id: string; contentType: string; sha256Hex: string; content: Uint8Array },
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO mdm_asset (id, content_type, sha256_hex, content, created_at)
    VALUES (${asset.id}::uuid, ${asset.contentType}::text, ${asset.sha256Hex}::text, ${asset.content}::bytea,
      ${instant(now)}::text::timestamptz)
    ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at RETURNING id`
}

/**
 * What a declaration says of a file.
 * Source: declarative/declarations/assets/data.yaml (Reference)
 */
export async function retrieveAssetFacts(sql: Sql, id: string): Promise<AssetFacts | null> {
  const rows = await sql<AssetFacts>`
    SELECT id::text AS id, content_type AS "contentType", sha256_hex AS "sha256Hex",
      octet_length(content) AS "sizeBytes" FROM mdm_asset WHERE id = ${id}::uuid`
  return rows[0] ?? null
}

/**
 * The file itself.
 * Source: declarative/declarations/assets/data.yaml
 */
export async function retrieveAsset(
  sql: Sql,
  id: string,
): Promise<{ contentType: string; content: Uint8Array } | null> {
  const rows = await sql<{ contentType: string; content: Uint8Array }>`
    SELECT content_type AS "contentType", content FROM mdm_asset WHERE id = ${id}::uuid`
  return rows[0] ?? null
}

/**
 * The channels of the device that a certificate speaks for, and that certificate's own standing; none when the
 * certificate was never issued or its device is unknown.
 * Source: Apple, "Integrating declarative management" (asset downloads)
 */
export async function retrieveChannelsOf(
  sql: Sql,
  certificateSha256: string,
): Promise<{ deviceId: string; enrollmentId: string }[]> {
  return sql<{ deviceId: string; enrollmentId: string }>`
    SELECT e.device_id AS "deviceId", e.id AS "enrollmentId"
    FROM mdm_certificate c JOIN mdm_enrollment e ON e.device_id = c.enrollment_id
    WHERE c.sha256_hex = ${certificateSha256}::text ORDER BY e.channel, e.id`
}

/**
 * Drops files that were put here before a moment and that no declaration refers to.
 * Source: declarative/declarations/assets/data.yaml
 */
export async function clearUnusedAssets(sql: Sql, before: Date): Promise<number> {
  const rows = await sql<{ id: string }>`
    WITH named AS MATERIALIZED (
      SELECT payload::text AS text FROM mdm_declaration WHERE strpos(payload::text, '/mdm/asset/') > 0
    )
    DELETE FROM mdm_asset a WHERE a.created_at < ${instant(before)}::text::timestamptz
      AND NOT EXISTS (SELECT FROM named WHERE strpos(named.text, a.id::text) > 0)
    RETURNING a.id::text AS id`
  return rows.length
}
