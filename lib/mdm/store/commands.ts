import { instant, instantOrNull } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * A command on its way into the queue of one channel.
 * Source: mdm/commands/*.yaml
 */
export type CommandRow = {
  commandUuid: string
  enrollmentId: string
  requestType: string
  body: string
  idempotencyKey: string | null
  priority: number
  expiresAt: Date | null
}

/**
 * Where a command stands; the words after `not_now` are final.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type CommandStateRow = {
  commandUuid: string
  enrollmentId: string
  requestType: string
  status: 'queued' | 'sent' | 'not_now' | 'acknowledged' | 'error' | 'format_error' | 'cancelled' | 'expired'
  errorChain: unknown
  createdAt: Date
  sentAt: Date | null
  answeredAt: Date | null
}

/**
 * Queues a command and asks for a push, in one statement. A key that was used before for this enrollment, whatever
 * became of that command, gives the command of then.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function storeCommand(
  sql: Sql,
  row: CommandRow,
  now: Date,
): Promise<{ commandUuid: string; duplicate: boolean }> {
  const at = instant(now)
  const key = row.idempotencyKey
  const rows = await sql<{ id: string; fresh: boolean }>`
    WITH earlier AS (
      SELECT id FROM mdm_command_history WHERE ${key}::text IS NOT NULL AND enrollment_id = ${row.enrollmentId}::text
        AND idempotency_key = ${key}::text LIMIT 1
    ), queued AS (
      INSERT INTO mdm_command (id, enrollment_id, priority, request_type, body, idempotency_key, created_at,
        expires_at)
      SELECT ${row.commandUuid}::uuid, ${row.enrollmentId}::text, ${row.priority}::int, ${row.requestType}::text,
        ${row.body}::text, ${key}::text, ${at}::text::timestamptz,
        ${instantOrNull(row.expiresAt)}::text::timestamptz
      WHERE NOT EXISTS (SELECT FROM earlier)
      ON CONFLICT (enrollment_id, idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
      RETURNING id
    ), wanted AS (
      UPDATE mdm_enrollment e SET
        push_wanted_at = greatest(${at}::text::timestamptz, e.push_wanted_at + interval '1 millisecond'),
        push_attempts = CASE WHEN e.push_failure IS NULL THEN 0 ELSE e.push_attempts END,
        push_retry_at = CASE WHEN e.push_failure IS NULL THEN ${at}::text::timestamptz ELSE e.push_retry_at END
      FROM queued WHERE e.id = ${row.enrollmentId}::text AND queued.id = ${row.commandUuid}::uuid
    )
    SELECT id::text AS id, id = ${row.commandUuid}::uuid AS fresh FROM queued
    UNION ALL SELECT id::text, false FROM earlier`
  const first = rows[0]
  if (!first) throw new Error('a command was neither queued nor found')
  return { commandUuid: first.id, duplicate: !first.fresh }
}

/**
 * Gives up a fresh command when its key turns out to be used already: the command of then was answered in the very
 * moment of asking again, and storeCommand could see it neither in the queue nor in the history.
 *
 * returns  the command of then, or null
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function dropRepeatedCommand(sql: Sql, row: CommandRow): Promise<string | null> {
  const rows = await sql<{ id: string }>`
    WITH earlier AS (
      SELECT id FROM mdm_command_history WHERE enrollment_id = ${row.enrollmentId}::text
        AND idempotency_key = ${row.idempotencyKey}::text LIMIT 1
    ), dropped AS (
      DELETE FROM mdm_command WHERE id = ${row.commandUuid}::uuid AND EXISTS (SELECT FROM earlier)
    )
    SELECT id::text AS id FROM earlier`
  return rows[0]?.id ?? null
}

/**
 * Takes back a command that no Mac has been sent.
 *
 * returns  false when it was sent, is answered or never was.
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function cancelQueuedCommand(sql: Sql, commandUuid: string, now: Date): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    WITH dropped AS (
      DELETE FROM mdm_command WHERE id = ${commandUuid}::uuid AND status IN ('queued', 'not_now') RETURNING *
    )
    INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
      sent_at, answered_at)
    SELECT id, enrollment_id, sequence, request_type, 'cancelled', idempotency_key, created_at, sent_at,
      ${instant(now)}::text::timestamptz FROM dropped
    RETURNING id::text AS id`
  return rows.length === 1
}

/**
 * Takes back all that one channel was not sent, or only that one, and tells the portal of each.
 *
 * returns  how many there were.
 * spec     Apple, "Sending MDM commands to a device"
 */
export async function cancelQueuedCommands(
  sql: Sql,
  enrollmentId: string,
  now: Date,
  only: string | null = null,
): Promise<number> {
  const rows = await sql<{ id: string }>`
    WITH dropped AS (
      DELETE FROM mdm_command WHERE enrollment_id = ${enrollmentId}::text AND status IN ('queued', 'not_now')
        AND (${only}::text IS NULL OR id = ${only}::text::uuid)
      RETURNING *
    ), history AS (
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
        sent_at, answered_at)
      SELECT id, enrollment_id, sequence, request_type, 'cancelled', idempotency_key, created_at, sent_at,
        ${instant(now)}::text::timestamptz FROM dropped
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT enrollment_id, 'command_answered', jsonb_build_object('commandUuid', id, 'requestType', request_type,
      'status', 'Cancelled', 'errorChain', '[]'::jsonb)
    FROM dropped ORDER BY sequence
    RETURNING id::text AS id`
  return rows.length
}

/**
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function retrieveCommandState(sql: Sql, commandUuid: string): Promise<CommandStateRow | null> {
  const rows = await sql<CommandStateRow>`
    SELECT id::text AS "commandUuid", enrollment_id AS "enrollmentId", request_type AS "requestType", status,
      '[]'::jsonb AS "errorChain", created_at AS "createdAt", sent_at AS "sentAt", NULL::timestamptz AS "answeredAt"
    FROM mdm_command WHERE id = ${commandUuid}::uuid
    UNION ALL
    SELECT id::text, enrollment_id, request_type, status, coalesce(error_chain, '[]'::jsonb), created_at,
      sent_at, answered_at
    FROM mdm_command_history WHERE id = ${commandUuid}::uuid`
  return rows[0] ?? null
}

/**
 * Moves what has expired unsent, and what belongs to Macs that left, to the history, and tells the portal of each.
 * One that a Mac was sent gets a day more, because it may have been carried out.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function expireQueuedCommands(sql: Sql, now: Date): Promise<number> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH dropped AS (
      DELETE FROM mdm_command c USING mdm_enrollment e WHERE e.id = c.enrollment_id
        AND (e.status = 'checked_out' OR c.expires_at + CASE c.status WHEN 'sent' THEN interval '1 day'
          ELSE interval '0' END <= ${at}::text::timestamptz)
      RETURNING c.*, e.status = 'checked_out' AS gone
    ), history AS (
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
        sent_at, answered_at)
      SELECT id, enrollment_id, sequence, request_type, CASE WHEN gone THEN 'cancelled' ELSE 'expired' END,
        idempotency_key, created_at, sent_at, ${at}::text::timestamptz FROM dropped
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT enrollment_id, 'command_answered', jsonb_build_object('commandUuid', id, 'requestType',
      request_type, 'status', CASE WHEN gone THEN 'Cancelled' ELSE 'Expired' END, 'errorChain', '[]'::jsonb)
    FROM dropped ORDER BY sequence
    RETURNING id::text AS id`
  return rows.length
}
