import type { Declaration, ServedDeclaration } from '../ddm/declaration.ts'
import type { CallerRow } from './caller.ts'
import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A declaration on its way into a set, with the identifiers that it names.
 * Source: declarative/declarations/declarationbase.yaml
 */
export type DeclarationRow = ServedDeclaration & { references: readonly string[] }

/**
 * Makes a set hold exactly these declarations, in one statement. Declarations that no set holds any more go, and
 * every channel whose declarations changed by it is to be synchronised; when nothing changed, none is.
 *
 * returns  how many channels are concerned
 * spec     declarative/protocol/declarationitemsresponse.yaml
 */
export async function storeDeclarationSet(
  sql: Sql,
  setName: string,
  declarations: readonly DeclarationRow[],
  now: Date,
): Promise<number> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(declarations)}::text::jsonb) AS g(identifier text, kind text,
        type text, "serverToken" text, payload jsonb, "references" jsonb)
    ), changed AS (
      INSERT INTO mdm_declaration (identifier, kind, type, server_token, payload, "references", created_at, updated_at)
      SELECT identifier, kind, type, "serverToken", payload, ARRAY(SELECT jsonb_array_elements_text("references")),
        ${at}::text::timestamptz, ${at}::text::timestamptz FROM given ORDER BY identifier
      ON CONFLICT (identifier) DO UPDATE SET kind = excluded.kind, type = excluded.type,
        server_token = excluded.server_token, payload = excluded.payload, "references" = excluded."references",
        updated_at = excluded.updated_at WHERE mdm_declaration.server_token <> excluded.server_token
      RETURNING identifier
    ), left_out AS (
      DELETE FROM mdm_declaration_set_member m WHERE m.set_name = ${setName}::text
        AND NOT EXISTS (SELECT FROM given g WHERE g.identifier = m.identifier) RETURNING m.identifier
    ), joined AS (
      INSERT INTO mdm_declaration_set_member (set_name, identifier) SELECT ${setName}::text, identifier FROM given
      ON CONFLICT DO NOTHING RETURNING identifier
    ), orphans AS (
      DELETE FROM mdm_declaration d USING left_out l WHERE d.identifier = l.identifier AND NOT EXISTS (
        SELECT FROM mdm_declaration_set_member o WHERE o.identifier = d.identifier AND o.set_name <> ${setName}::text)
    ), touched AS (
      SELECT ${setName}::text AS set_name WHERE EXISTS (SELECT FROM left_out) OR EXISTS (SELECT FROM joined)
      UNION SELECT m.set_name FROM mdm_declaration_set_member m JOIN changed USING (identifier)
    ), concerned AS (
      SELECT c.enrollment_id FROM mdm_declarative_channel c WHERE c.enrollment_id = ANY (ARRAY(
        SELECT reached.id FROM touched CROSS JOIN LATERAL (SELECT s.enrollment_id AS id
          FROM mdm_enrollment_declaration_set s WHERE s.set_name = touched.set_name OFFSET 0) holder
        CROSS JOIN LATERAL (SELECT holder.id UNION ALL
          SELECT e.id FROM mdm_enrollment e WHERE e.device_id = holder.id AND e.channel = 'user') reached))
      ORDER BY c.enrollment_id FOR UPDATE
    )
    UPDATE mdm_declarative_channel SET sync_wanted_at = ${at}::text::timestamptz
    WHERE enrollment_id = ANY (ARRAY(SELECT enrollment_id FROM concerned))
    RETURNING enrollment_id AS id`
  return rows.length
}

/**
 * One channel with all that its sets hold; who the caller is when a certificate was given.
 * Source: mdm/checkin/declarativemanagement.yaml
 */
export type DeclarativeRow = CallerRow & {
  enrollmentId: string
  channel: 'device' | 'user'
  enrollmentType: 'device' | 'user' | 'automated'
  osVersion: string | null
  capabilities: unknown
  /** what it was last given by declaration-items */
  declarationsToken: string | null
  enabled: boolean
  /** on a user channel those of its device too: isInherited */
  declarations: (Declaration & { isInherited: boolean })[]
}

/**
 * Reads a channel with its declarations, and checks who asks, in one statement.
 *
 * certificateSha256   null when we ask ourselves
 * returns  null when there is no such channel
 * spec     mdm/checkin/declarativemanagement.yaml
 */
export async function retrieveDeclarative(
  sql: Sql,
  deviceId: string,
  enrollmentId: string,
  certificateSha256: string | null,
): Promise<DeclarativeRow | null> {
  const rows = await sql<DeclarativeRow>`
    SELECT c.enrollment_id AS "boundTo", coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
      d.status AS "deviceStatus", ch.status AS "channelStatus", ch.id AS "enrollmentId", ch.channel,
      d.enrollment_type AS "enrollmentType", d.os_version AS "osVersion", dc.capabilities,
      dc.declarations_token AS "declarationsToken", dc.enabled_at IS NOT NULL AS enabled,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('identifier', m.identifier, 'type', m.type, 'payload', m.payload,
          'isInherited', NOT held.own) ORDER BY m.identifier)
        FROM (
          SELECT sm.identifier, bool_or(es.enrollment_id = ch.id) AS own FROM mdm_enrollment_declaration_set es
          JOIN mdm_declaration_set_member sm ON sm.set_name = es.set_name
          WHERE es.enrollment_id IN (ch.id, ch.device_id) GROUP BY sm.identifier
        ) held CROSS JOIN LATERAL (SELECT * FROM mdm_declaration d WHERE d.identifier = held.identifier OFFSET 0) m
      ), '[]'::jsonb) AS declarations
    FROM mdm_enrollment ch
    JOIN mdm_enrollment d ON d.id = ch.device_id
    LEFT JOIN mdm_certificate c ON c.sha256_hex = ${certificateSha256}::text
    LEFT JOIN mdm_declarative_channel dc ON dc.enrollment_id = ch.id
    WHERE ch.id = ${enrollmentId}::text AND ch.device_id = ${deviceId}::text`
  return rows[0] ?? null
}
