import type { CallerRow } from './caller.ts'
import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Who speaks: the channel, its device, and the certificate that signed.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export type Caller = { deviceId: string; enrollmentId: string; certificateSha256: string }

/**
 * What a Mac gets for an Idle: who it is to us, and the command to send, if there is one and it may have it.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type PollRow = CallerRow & { commandUuid: string | null; body: string | null }

/**
 * A command that a Mac took so often without ever answering it goes behind the others.
 * Source: Apple, "Sending MDM commands to a device"
 */
export const manyTimes = 5

/**
 * The hot path: checks each caller, takes its next command and marks it sent, for all of them in one round trip. A
 * command that was sent but never answered is sent again, because the Mac keeps none; deferred ones are tried again.
 *
 * callers   of different channels
 * returns   one row for each, in their order
 * spec      Apple, "Sending MDM commands to a device"
 */
export async function pollNextCommands(sql: Sql, callers: readonly Caller[], now: Date): Promise<PollRow[]> {
  const at = instant(now)
  return sql<PollRow>`
    WITH caller AS MATERIALIZED (
      SELECT g.place, g.device_id, g.enrollment_id, c.bound_to, coalesce(c.revoked, false) AS revoked,
        (SELECT status FROM mdm_enrollment WHERE id = g.device_id) AS device_status,
        (SELECT status FROM mdm_enrollment WHERE id = g.enrollment_id) AS channel_status
      FROM unnest(${callers.map((caller) => caller.deviceId)}::text[],
        ${callers.map((caller) => caller.enrollmentId)}::text[],
        ${callers.map((caller) => caller.certificateSha256)}::text[])
        WITH ORDINALITY AS g (device_id, enrollment_id, certificate, place)
      LEFT JOIN LATERAL (
        SELECT enrollment_id AS bound_to, revoked_at IS NOT NULL AS revoked FROM mdm_certificate
        WHERE sha256_hex = g.certificate LIMIT 1
      ) c ON true
    ), next AS (
      SELECT q.id, caller.place FROM caller CROSS JOIN LATERAL (
        SELECT id FROM mdm_command WHERE enrollment_id = caller.enrollment_id
          AND (expires_at IS NULL OR expires_at > ${at}::text::timestamptz)
        ORDER BY times_sent >= ${manyTimes}::int, priority DESC, sequence LIMIT 1
      ) q
      WHERE bound_to = device_id AND NOT revoked AND device_status = 'enrolled' AND channel_status = 'enrolled'
    ), sent AS (
      UPDATE mdm_command SET status = 'sent', sent_at = ${at}::text::timestamptz, times_sent = times_sent + 1
      WHERE id = ANY (ARRAY(SELECT id FROM next)) RETURNING id, body
    )
    SELECT bound_to AS "boundTo", revoked, device_status AS "deviceStatus", channel_status AS "channelStatus",
      sent.id::text AS "commandUuid", sent.body
    FROM caller LEFT JOIN next USING (place) LEFT JOIN sent ON sent.id = next.id ORDER BY place`
}
