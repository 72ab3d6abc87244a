import { instant } from './instant.ts'
import type { Sql } from './sql.ts'
import type { TokenUpdateRow } from './token-updates.ts'

/**
 * The usual TokenUpdate: an enrolled device that is past its setup tells where to push to, again. Nothing is written where nothing changed,
 * and waiting commands are pushed where something did; all devices that ask at once take one round trip.
 *
 * rows      of different devices; the first one with a renewed identity is not usual
 * returns   for each whether it was that; false is for storeDeviceToken to judge
 * spec      mdm/checkin/tokenupdate.yaml
 */
export async function refreshDeviceTokens(
  sql: Sql,
  rows: readonly TokenUpdateRow[],
  now: Date,
): Promise<boolean[]> {
  const at = instant(now)
  const found = await sql<{ known: boolean }>`
    WITH device AS MATERIALIZED (
      SELECT g.place, g.id, g.topic, decode(g.token_hex, 'hex') AS push_token, g.magic, e.changed
      FROM unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.certificateSha256)}::text[],
        ${rows.map((row) => row.topic)}::text[], ${rows.map((row) => encodeHex(row.pushToken))}::text[],
        ${rows.map((row) => row.pushMagic)}::text[]) WITH ORDINALITY
        AS g (id, certificate, topic, token_hex, magic, place)
      LEFT JOIN LATERAL (
        SELECT push_token IS DISTINCT FROM decode(g.token_hex, 'hex') OR push_magic IS DISTINCT FROM g.magic
          OR topic IS DISTINCT FROM g.topic OR push_failure IS NOT NULL AS changed
        FROM mdm_enrollment WHERE id = g.id AND status = 'enrolled' AND NOT awaiting_configuration
          AND EXISTS (SELECT FROM mdm_certificate WHERE sha256_hex = g.certificate AND enrollment_id = g.id
            AND revoked_at IS NULL AND (renews_sha256 IS NULL OR first_used_at IS NOT NULL)) LIMIT 1
      ) e ON true
    ), held AS MATERIALIZED (
      SELECT id FROM mdm_enrollment WHERE id = ANY (ARRAY(SELECT id FROM device WHERE changed)) ORDER BY id
      FOR NO KEY UPDATE
    ), written AS (
      UPDATE mdm_enrollment e SET topic = device.topic, push_token = device.push_token, push_magic = device.magic,
        push_failure = NULL, push_attempts = 0, last_seen_at = greatest(e.last_seen_at, ${at}::text::timestamptz),
        push_wanted_at = CASE WHEN waiting.yes THEN ${at}::text::timestamptz END,
        push_retry_at = CASE WHEN waiting.yes THEN ${at}::text::timestamptz END
      FROM held JOIN device USING (id) CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM mdm_command WHERE enrollment_id = device.id) AS yes
      ) waiting
      WHERE e.id = ANY (ARRAY(SELECT id FROM held)) AND e.id = device.id AND e.status = 'enrolled'
    )
    SELECT changed IS NOT NULL AS known FROM device ORDER BY place`
  return found.map((row) => row.known)
}

function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
