import { instant } from './instant.ts'
import type { PollRow } from './poll.ts'
import type { Sql } from './sql.ts'

/**
 * What a Mac says of one command. keepBody is for the kinds that a job digests later.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type CommandResultRow = {
  deviceId: string
  enrollmentId: string
  certificateSha256: string
  commandUuid: string
  status: 'Acknowledged' | 'Error' | 'CommandFormatError'
  errorChain: unknown[]
  body: Uint8Array
  digestedKinds: readonly string[]
}

/**
 * As PollRow; `known` is false when the enrollment was never sent such a command: then nothing has happened.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type FiledResult = PollRow & { known: boolean; givenUp: boolean }

const finalStatus = {
  Acknowledged: 'acknowledged',
  Error: 'error',
  CommandFormatError: 'format_error',
} as const

/**
 * The hot path: checks the caller, moves the answered command to the history, keeps the answer for the digesting job,
 * tells the portal and takes the next command that is not deferred, all in one round trip. The same answer again
 * changes nothing; `givenUp` asks for storeLateResult.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function storeCommandResult(sql: Sql, row: CommandResultRow, now: Date): Promise<FiledResult> {
  const { enrollmentId, commandUuid, deviceId } = row
  const at = instant(now)
  const chain = encodeChain(row)
  const rows = await sql<FiledResult>`
    WITH caller AS (
      SELECT c.enrollment_id AS bound_to, coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
        d.status AS device_status, ch.status AS channel_status
      FROM (SELECT 1) AS one LEFT JOIN mdm_certificate c ON c.sha256_hex = ${row.certificateSha256}::text
      LEFT JOIN mdm_enrollment d ON d.id = ${deviceId}::text
      LEFT JOIN mdm_enrollment ch ON ch.id = ${enrollmentId}::text
    ), trusted AS (SELECT FROM caller WHERE bound_to = ${deviceId}::text AND NOT revoked
        AND device_status = 'enrolled' AND channel_status = 'enrolled'
    ), answered AS (
      DELETE FROM mdm_command WHERE id = ${commandUuid}::uuid AND enrollment_id = ${enrollmentId}::text
        AND sent_at IS NOT NULL AND EXISTS (SELECT FROM trusted) RETURNING *
    ), filed AS (
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key,
        error_chain, created_at, sent_at, answered_at)
      SELECT id, enrollment_id, sequence, request_type, ${finalStatus[row.status]}::text, idempotency_key,
        ${chain}::text::jsonb, created_at, sent_at, ${at}::text::timestamptz FROM answered
    ), kept AS (
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body, received_at)
      SELECT id, enrollment_id, request_type, ${row.body}::bytea, ${at}::text::timestamptz FROM answered
      WHERE ${row.status}::text = 'Acknowledged' AND ${JSON.stringify(row.digestedKinds)}::text::jsonb ? request_type
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data) SELECT enrollment_id, 'command_answered',
        jsonb_build_object('commandUuid', id, 'requestType', request_type, 'status', ${row.status}::text,
        'errorChain', coalesce(${chain}::text::jsonb, '[]')) FROM answered
    ), before AS (
      SELECT status FROM mdm_command_history WHERE id = ${commandUuid}::uuid AND enrollment_id = ${enrollmentId}::text
    ), next AS (
      SELECT q.id FROM mdm_command q, trusted WHERE q.enrollment_id = ${enrollmentId}::text AND q.status <> 'not_now'
        AND q.id <> ${commandUuid}::uuid AND (q.expires_at IS NULL OR q.expires_at > ${at}::text::timestamptz)
        AND (EXISTS (SELECT FROM answered) OR EXISTS (SELECT FROM before))
      ORDER BY q.priority DESC, q.sequence LIMIT 1
    ), sent AS (
      UPDATE mdm_command q SET status = 'sent', sent_at = ${at}::text::timestamptz FROM next WHERE q.id = next.id
      RETURNING q.id, q.body
    )
    SELECT bound_to AS "boundTo", revoked, device_status AS "deviceStatus", channel_status AS "channelStatus",
      EXISTS (SELECT FROM answered) OR before.status IS NOT NULL AS known,
      coalesce(before.status IN ('cancelled', 'expired'), false) AS "givenUp", sent.id::text AS "commandUuid", sent.body
    FROM caller LEFT JOIN before ON true LEFT JOIN sent ON true`
  return onlyRow(rows)
}

/**
 * Sets a command aside until the Mac is idle again and takes the next one that is not deferred. The portal is told
 * once, not at every NotNow.
 * Source: Apple, "Handling NotNow status responses"
 */
export async function storeNotNow(
  sql: Sql,
  row: Pick<CommandResultRow, 'deviceId' | 'enrollmentId' | 'certificateSha256' | 'commandUuid'>,
  now: Date,
): Promise<FiledResult> {
  const { enrollmentId, commandUuid, deviceId } = row
  const at = instant(now)
  const rows = await sql<FiledResult>`
    WITH caller AS (
      SELECT c.enrollment_id AS bound_to, coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
        d.status AS device_status, ch.status AS channel_status
      FROM (SELECT 1) AS one LEFT JOIN mdm_certificate c ON c.sha256_hex = ${row.certificateSha256}::text
      LEFT JOIN mdm_enrollment d ON d.id = ${deviceId}::text
      LEFT JOIN mdm_enrollment ch ON ch.id = ${enrollmentId}::text
    ), trusted AS (SELECT FROM caller WHERE bound_to = ${deviceId}::text AND NOT revoked
        AND device_status = 'enrolled' AND channel_status = 'enrolled'
    ), before AS (
      SELECT id, request_type, deferred_at FROM mdm_command WHERE id = ${commandUuid}::uuid
        AND enrollment_id = ${enrollmentId}::text AND sent_at IS NOT NULL AND EXISTS (SELECT FROM trusted)
    ), deferred AS (
      UPDATE mdm_command q SET status = 'not_now', deferred_at = ${at}::text::timestamptz
      FROM before WHERE q.id = before.id
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data) SELECT ${enrollmentId}::text, 'command_answered',
        jsonb_build_object('commandUuid', id, 'requestType', request_type, 'status', 'NotNow',
        'errorChain', '[]'::jsonb) FROM before WHERE deferred_at IS NULL
    ), known AS (
      SELECT EXISTS (SELECT FROM before) OR EXISTS (SELECT FROM mdm_command_history WHERE id = ${commandUuid}::uuid
        AND enrollment_id = ${enrollmentId}::text) AS yes
    ), next AS (
      SELECT q.id FROM mdm_command q, trusted, known WHERE known.yes AND q.enrollment_id = ${enrollmentId}::text
        AND q.status <> 'not_now' AND q.id <> ${commandUuid}::uuid
        AND (q.expires_at IS NULL OR q.expires_at > ${at}::text::timestamptz)
      ORDER BY q.priority DESC, q.sequence LIMIT 1
    ), sent AS (
      UPDATE mdm_command q SET status = 'sent', sent_at = ${at}::text::timestamptz FROM next WHERE q.id = next.id
      RETURNING q.id, q.body
    )
    SELECT bound_to AS "boundTo", revoked, device_status AS "deviceStatus", channel_status AS "channelStatus",
      known.yes AS known, false AS "givenUp", sent.id::text AS "commandUuid", sent.body
    FROM caller CROSS JOIN known LEFT JOIN sent ON true`
  return onlyRow(rows)
}

/**
 * Corrects the history of a command that we had given up after sending it, and tells the portal.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function storeLateResult(sql: Sql, row: CommandResultRow, now: Date): Promise<void> {
  const at = instant(now)
  const chain = encodeChain(row)
  await sql`
    WITH late AS (
      UPDATE mdm_command_history SET status = ${finalStatus[row.status]}::text, error_chain = ${chain}::text::jsonb,
        answered_at = ${at}::text::timestamptz
      WHERE id = ${row.commandUuid}::uuid AND enrollment_id = ${row.enrollmentId}::text AND sent_at IS NOT NULL
        AND status IN ('cancelled', 'expired') RETURNING id, enrollment_id, request_type
    ), kept AS (
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body, received_at)
      SELECT id, enrollment_id, request_type, ${row.body}::bytea, ${at}::text::timestamptz FROM late
      WHERE ${row.status}::text = 'Acknowledged' AND ${JSON.stringify(row.digestedKinds)}::text::jsonb ? request_type
    )
    INSERT INTO mdm_event (enrollment_id, kind, data) SELECT enrollment_id, 'command_answered',
      jsonb_build_object('commandUuid', id, 'requestType', request_type, 'status', ${row.status}::text,
      'errorChain', coalesce(${chain}::text::jsonb, '[]')) FROM late
    RETURNING id::text AS id`
}

function encodeChain(row: CommandResultRow): string | null {
  return row.errorChain.length > 0 ? JSON.stringify(row.errorChain) : null
}

function onlyRow(rows: FiledResult[]): FiledResult {
  const [filed] = rows
  if (!filed) throw new Error('a result found no row')
  return filed
}
