import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Takes channels that are to be told to look, for so long as the lease lasts. leasedUntil names the lease: a change
 * that comes meanwhile puts another moment in its place.
 * Source: Apple, "Integrating declarative management"
 */
export async function takeWantedSyncs(
  sql: Sql,
  limit: number,
  now: Date,
  leasedUntil: Date,
): Promise<{ enrollmentId: string; deviceId: string | null }[]> {
  return sql<{ enrollmentId: string; deviceId: string | null }>`
    WITH due AS (
      SELECT enrollment_id FROM mdm_declarative_channel WHERE sync_wanted_at <= ${instant(now)}::text::timestamptz
      ORDER BY sync_wanted_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE mdm_declarative_channel c SET sync_wanted_at = ${instant(leasedUntil)}::text::timestamptz
    FROM due LEFT JOIN mdm_enrollment e ON e.id = due.enrollment_id WHERE c.enrollment_id = due.enrollment_id
    RETURNING c.enrollment_id AS "enrollmentId", e.device_id AS "deviceId"`
}

/**
 * Ends a lease: looks again at nextAt, or with null when something changes. A change that came meanwhile stands.
 * Source: Apple, "Integrating declarative management"
 */
export async function storeSyncDone(
  sql: Sql,
  enrollmentId: string,
  leasedUntil: Date,
  nextAt: Date | null,
): Promise<void> {
  const next = nextAt && instant(nextAt)
  await sql`
    UPDATE mdm_declarative_channel SET sync_wanted_at = ${next}::text::timestamptz
    WHERE enrollment_id = ${enrollmentId}::text AND sync_wanted_at = ${instant(leasedUntil)}::text::timestamptz
    RETURNING enrollment_id`
}

/**
 * The newest DeclarativeManagement command of a channel that was not answered, if there is one.
 * Source: mdm/commands/declarativemanagement.yaml
 */
export async function retrieveOpenSync(
  sql: Sql,
  enrollmentId: string,
): Promise<{ commandUuid: string; body: string; sent: boolean } | null> {
  const rows = await sql<{ commandUuid: string; body: string; sent: boolean }>`
    SELECT id::text AS "commandUuid", body, sent_at IS NOT NULL AS sent FROM mdm_command
    WHERE enrollment_id = ${enrollmentId}::text AND request_type = 'DeclarativeManagement'
    ORDER BY sequence DESC LIMIT 1`
  return rows[0] ?? null
}

/**
 * Puts newer tokens into a command that no Mac has been sent.
 *
 * returns  false when it was sent meanwhile, or is gone
 * spec     mdm/commands/declarativemanagement.yaml (Data)
 */
export async function storeSyncTokens(sql: Sql, commandUuid: string, body: string): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE mdm_command SET body = ${body}::text WHERE id = ${commandUuid}::uuid AND sent_at IS NULL
    RETURNING id::text AS id`
  return rows.length === 1
}

/**
 * Writes down which state of its declarations a Mac was given.
 * Source: declarative/protocol/declarationitemsresponse.yaml (DeclarationsToken)
 */
export async function storeFetchedToken(
  sql: Sql,
  enrollmentId: string,
  declarationsToken: string | null,
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO mdm_declarative_channel (enrollment_id, enabled_at, declarations_token)
    VALUES (${enrollmentId}::text, ${instant(now)}::text::timestamptz, ${declarationsToken}::text)
    ON CONFLICT (enrollment_id) DO UPDATE SET
      enabled_at = coalesce(mdm_declarative_channel.enabled_at, excluded.enabled_at),
      declarations_token = coalesce(excluded.declarations_token, mdm_declarative_channel.declarations_token)
    RETURNING enrollment_id`
}

/**
 * Forgets all that concerns declarations of a device that enrolls anew, on all its channels: a Mac drops everything
 * when its enrollment ends.
 * Source: Apple, "Integrating declarative management"; mdm/checkin/authenticate.yaml
 */
export async function clearDeclarative(sql: Sql, deviceId: string): Promise<void> {
  await sql`
    WITH channels AS (
      SELECT e.id FROM mdm_enrollment e JOIN mdm_enrollment d ON d.id = e.device_id
      WHERE e.device_id = ${deviceId}::text AND d.status <> 'enrolled'
    ), sets AS (DELETE FROM mdm_enrollment_declaration_set t USING channels WHERE t.enrollment_id = channels.id
    ), reports AS (DELETE FROM mdm_status_report t USING channels WHERE t.enrollment_id = channels.id
    ), states AS (DELETE FROM mdm_declaration_status t USING channels WHERE t.enrollment_id = channels.id
    ), items AS (DELETE FROM mdm_status_item t USING channels WHERE t.enrollment_id = channels.id)
    DELETE FROM mdm_declarative_channel t USING channels WHERE t.enrollment_id = channels.id
    RETURNING t.enrollment_id`
}
