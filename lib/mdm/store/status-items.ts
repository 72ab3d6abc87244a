import type { Json, JsonObject } from '../ddm/json.ts'
import type { DeclarationState } from '../ddm/read-declaration-states.ts'
import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * One status item of one channel as it is on file.
 * Source: declarative/status/*.yaml
 */
export type StatusItemRow = { name: string; value: Json; updatedAt: Date }

/**
 * The name under which Errors are filed; no item of Apple's is without a dot.
 * Source: declarative/protocol/statusreport.yaml (Errors)
 */
export const errorsName = 'errors'

/**
 * The status items of a channel: all, or those named.
 * Source: declarative/status/*.yaml
 */
export async function retrieveStatusItems(
  sql: Sql,
  enrollmentId: string,
  names: readonly string[] | null = null,
): Promise<StatusItemRow[]> {
  return sql<StatusItemRow>`
    SELECT name, value, updated_at AS "updatedAt" FROM mdm_status_item
    WHERE enrollment_id = ${enrollmentId}::text AND (${names === null}::boolean
      OR name IN (SELECT jsonb_array_elements_text(${JSON.stringify(names ?? [])}::text::jsonb)))
    ORDER BY name`
}

/**
 * What a report comes to once it was put together with what is on file.
 *
 * items          new values; one that is on file already changes nothing
 * removed        names that go
 * states         how the Mac stands with its declarations
 * isFull         everything that is not named goes
 * capabilities   null when not reported; other ones ask for a synchronisation
 * source         declarative/protocol/statusreport.yaml
 */
export type StatusDigest = {
  items: Record<string, Json>
  removed: readonly string[]
  states: readonly DeclarationState[]
  isFull: boolean
  capabilities: JsonObject | null
  osVersion: string | null
  buildVersion: string | null
}

/**
 * Files a digested report and drops the raw one, in one statement and only once. The portal is told when something
 * about the Mac changed, and the enrollment keeps the version of macOS.
 *
 * returns  false when the report was filed before, or its enrollment began anew
 * spec     declarative/protocol/statusreport.yaml
 */
export async function storeStatusDigest(
  sql: Sql,
  id: string,
  digest: StatusDigest,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH done AS (DELETE FROM mdm_status_report WHERE id = ${id}::text::bigint RETURNING enrollment_id AS id, received_at
    ), given AS (SELECT ${JSON.stringify(digest)}::text::jsonb AS it
    ), items AS (
      INSERT INTO mdm_status_item (enrollment_id, name, value, updated_at)
      SELECT done.id, item.key, item.value, done.received_at FROM done, given, jsonb_each(it->'items') item
      ON CONFLICT (enrollment_id, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
        WHERE mdm_status_item.value IS DISTINCT FROM excluded.value RETURNING name
    ), removed AS (
      DELETE FROM mdm_status_item i USING done, given WHERE i.enrollment_id = done.id AND (it->'removed' ? i.name
        OR ((it->>'isFull')::boolean AND NOT it->'items' ? i.name)) RETURNING i.name
    ), states AS (
      INSERT INTO mdm_declaration_status (enrollment_id, identifier, kind, server_token, active, valid, reasons, updated_at)
      SELECT done.id, s.identifier, s.kind, s."serverToken", s.active, s.valid, s.reasons, done.received_at
      FROM done, given, jsonb_to_recordset(it->'states') AS s(identifier text, kind text, "serverToken" text,
        active boolean, valid text, reasons jsonb)
      ON CONFLICT (enrollment_id, identifier) DO UPDATE SET kind = excluded.kind, server_token = excluded.server_token,
        active = excluded.active, valid = excluded.valid, reasons = excluded.reasons, updated_at = excluded.updated_at
    ), gone AS (
      DELETE FROM mdm_declaration_status s USING done, given WHERE s.enrollment_id = done.id AND (it->>'isFull')::boolean
        AND NOT EXISTS (SELECT FROM jsonb_array_elements(it->'states') x WHERE x->>'identifier' = s.identifier)
    ), device AS (
      UPDATE mdm_enrollment e SET (os_version, build_version) =
        (coalesce(it->>'osVersion', e.os_version), coalesce(it->>'buildVersion', e.build_version))
      FROM done, given WHERE e.id = done.id AND e.channel = 'device' AND (it->>'osVersion' <> coalesce(e.os_version, '')
        OR it->>'buildVersion' <> coalesce(e.build_version, '')) RETURNING e.id
    ), channel AS (
      INSERT INTO mdm_declarative_channel AS c (enrollment_id, enabled_at, capabilities, reported_at, full_report_at)
      SELECT done.id, ${at}::text::timestamptz, nullif(it->'capabilities', 'null'), done.received_at,
        CASE WHEN (it->>'isFull')::boolean THEN done.received_at END FROM done, given
      ON CONFLICT (enrollment_id) DO UPDATE SET enabled_at = coalesce(c.enabled_at, excluded.enabled_at),
        sync_wanted_at = CASE WHEN excluded.capabilities <> coalesce(c.capabilities, '{}') OR EXISTS
          (SELECT FROM device) THEN ${at}::text::timestamptz ELSE c.sync_wanted_at END,
        capabilities = coalesce(excluded.capabilities, c.capabilities), reported_at = excluded.reported_at,
        full_report_at = coalesce(excluded.full_report_at, c.full_report_at)
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data) SELECT id, 'inventory_updated', '{"kind":"StatusItems"}'
      FROM done WHERE EXISTS (SELECT name FROM items UNION ALL SELECT name FROM removed EXCEPT SELECT ${errorsName}::text)
        OR EXISTS (SELECT FROM device)
    )
    SELECT id FROM done`
  return rows.length === 1
}

/**
 * How the Mac says that it stands with its declarations, by identifier.
 * Source: declarative/status/management.declarations.yaml
 */
export async function retrieveDeclarationStates(
  sql: Sql,
  enrollmentId: string,
): Promise<(DeclarationState & { updatedAt: Date })[]> {
  return sql<DeclarationState & { updatedAt: Date }>`
    SELECT identifier, kind, server_token AS "serverToken", active, valid, reasons, updated_at AS "updatedAt"
    FROM mdm_declaration_status WHERE enrollment_id = ${enrollmentId}::text ORDER BY identifier`
}
