import { instant } from './instant.ts'
import { type Caller, manyTimes, type PollRow } from './poll.ts'
import type { Sql } from './sql.ts'

/**
 * What a Mac says of one command. `body` is null when it holds nothing that a job could digest.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type CommandResultRow = Caller & {
  commandUuid: string
  status: 'Acknowledged' | 'Error' | 'CommandFormatError'
  errorChain: unknown[]
  body: Uint8Array | null
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
 * The hot path: checks each caller, moves the answered command to the history, keeps the answer for the digesting
 * job, tells the portal and takes the next command that is not deferred, for all of them in one round trip. The same
 * answer again changes nothing; `givenUp` asks for storeLateResult.
 *
 * results         of different channels
 * digestedKinds   request types whose answers are kept
 * returns         one row for each, in their order
 * spec            Apple, "Sending MDM commands to a device"
 */
export async function storeCommandResults(
  sql: Sql,
  results: readonly CommandResultRow[],
  digestedKinds: readonly string[],
  now: Date,
): Promise<FiledResult[]> {
  const at = instant(now)
  const given = inColumns(results)
  return sql<FiledResult>`
    WITH caller AS MATERIALIZED (
      SELECT g.*, c.bound_to, coalesce(c.revoked, false) AS revoked,
        (SELECT status FROM mdm_enrollment WHERE id = g.device_id) AS device_status,
        (SELECT status FROM mdm_enrollment WHERE id = g.enrollment_id) AS channel_status
      FROM unnest(${given.deviceIds}::text[], ${given.enrollmentIds}::text[], ${given.certificates}::text[],
        ${given.commandUuids}::uuid[], ${given.words}::text[], ${given.finalStatuses}::text[], ${given.chains}::text[],
        ${given.bodies}::text[]) WITH ORDINALITY AS g (device_id, enrollment_id, certificate, command_id, word,
        final_status, chain, body_hex, place)
      LEFT JOIN LATERAL (SELECT enrollment_id AS bound_to, revoked_at IS NOT NULL AS revoked FROM mdm_certificate
        WHERE sha256_hex = g.certificate LIMIT 1) c ON true
    ), trusted AS (SELECT * FROM caller WHERE bound_to = device_id AND NOT revoked AND device_status = 'enrolled'
      AND channel_status = 'enrolled'), taken AS (
      DELETE FROM mdm_command q WHERE id = ANY (ARRAY(SELECT command_id FROM trusted)) AND sent_at IS NOT NULL
        AND enrollment_id = ANY (ARRAY(SELECT enrollment_id FROM trusted WHERE command_id = q.id)) RETURNING q.*
    ), answered AS (SELECT taken.*, place, word, final_status, chain, body_hex FROM taken JOIN trusted
      ON command_id = taken.id AND trusted.enrollment_id = taken.enrollment_id), filed AS (
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key,
        error_chain, created_at, sent_at, answered_at) SELECT id, enrollment_id, sequence, request_type, final_status,
        idempotency_key, chain::jsonb, created_at, sent_at, ${at}::text::timestamptz FROM answered), kept AS (
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body, received_at)
      SELECT id, enrollment_id, request_type, decode(body_hex, 'hex'), ${at}::text::timestamptz FROM answered
      WHERE word = 'Acknowledged' AND body_hex IS NOT NULL AND request_type = ANY (${digestedKinds}::text[])
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data) SELECT enrollment_id, 'command_answered',
        jsonb_build_object('commandUuid', id, 'requestType', request_type, 'status', word, 'errorChain',
        coalesce(chain::jsonb, '[]')) FROM answered), known AS (
      SELECT place, false AS given_up FROM answered
      UNION ALL SELECT t.place, h.status IN ('cancelled', 'expired') FROM trusted t CROSS JOIN LATERAL (SELECT status
        FROM mdm_command_history WHERE id = t.command_id AND enrollment_id = t.enrollment_id LIMIT 1) h
        WHERE t.place NOT IN (SELECT place FROM answered)), next AS (
      SELECT q.id, place FROM trusted t JOIN known USING (place) CROSS JOIN LATERAL (SELECT id FROM mdm_command
        WHERE enrollment_id = t.enrollment_id AND status <> 'not_now' AND id <> t.command_id
          AND (expires_at IS NULL OR expires_at > ${at}::text::timestamptz)
        ORDER BY times_sent >= ${manyTimes}::int, priority DESC, sequence LIMIT 1) q
    ), sent AS (UPDATE mdm_command SET status = 'sent', sent_at = ${at}::text::timestamptz, times_sent = times_sent + 1
      WHERE id = ANY (ARRAY(SELECT id FROM next)) RETURNING id, body)
    SELECT bound_to AS "boundTo", revoked, device_status AS "deviceStatus", channel_status AS "channelStatus",
      known.place IS NOT NULL AS known, coalesce(known.given_up, false) AS "givenUp", sent.id::text AS "commandUuid",
      sent.body FROM caller LEFT JOIN known USING (place) LEFT JOIN next USING (place) LEFT JOIN sent
      ON sent.id = next.id ORDER BY place`
}

function inColumns(results: readonly CommandResultRow[]) {
  return {
    deviceIds: results.map((row) => row.deviceId),
    enrollmentIds: results.map((row) => row.enrollmentId),
    certificates: results.map((row) => row.certificateSha256),
    commandUuids: results.map((row) => row.commandUuid),
    words: results.map((row) => row.status),
    finalStatuses: results.map((row) => finalStatus[row.status]),
    chains: results.map(encodeChain),
    bodies: results.map(encodeBody),
  }
}

/**
 * Sets a command aside until the Mac is idle again and takes the next one that is not deferred. The portal is told
 * once, not at every NotNow.
 * Source: Apple, "Handling NotNow status responses"
 */
export async function storeNotNow(
  sql: Sql,
  row: Caller & { commandUuid: string },
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
      ORDER BY q.times_sent >= ${manyTimes}::int, q.priority DESC, q.sequence LIMIT 1
    ), sent AS (
      UPDATE mdm_command q SET status = 'sent', sent_at = ${at}::text::timestamptz, times_sent = q.times_sent + 1
      FROM next WHERE q.id = next.id RETURNING q.id, q.body
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
export async function storeLateResult(
  sql: Sql,
  row: CommandResultRow,
  digestedKinds: readonly string[],
  now: Date,
): Promise<void> {
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
      WHERE ${row.status}::text = 'Acknowledged' AND ${row.body}::bytea IS NOT NULL
        AND request_type = ANY (${digestedKinds}::text[])
    )
    INSERT INTO mdm_event (enrollment_id, kind, data) SELECT enrollment_id, 'command_answered',
      jsonb_build_object('commandUuid', id, 'requestType', request_type, 'status', ${row.status}::text,
      'errorChain', coalesce(${chain}::text::jsonb, '[]')) FROM late
    RETURNING id::text AS id`
}

function encodeChain(row: CommandResultRow): string | null {
  return row.errorChain.length > 0 ? JSON.stringify(row.errorChain) : null
}

function encodeBody({ body }: CommandResultRow): string | null {
  return body && Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('hex')
}

function onlyRow(rows: FiledResult[]): FiledResult {
  const [filed] = rows
  if (!filed) throw new Error('a result found no row')
  return filed
}
