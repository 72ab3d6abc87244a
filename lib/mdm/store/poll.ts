import type { CallerRow } from './caller.ts'
import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * What a Mac gets for an Idle: who it is to us, and the command to send, if there is one and it may have it.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type PollRow = CallerRow & { commandUuid: string | null; body: string | null }

/**
 * The hot path: checks the caller, takes its next command and marks it sent, in one round trip. A command that was
 * sent but never answered is sent again, because the Mac keeps none; deferred ones are tried again.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function pollNextCommand(
  sql: Sql,
  caller: { deviceId: string; enrollmentId: string; certificateSha256: string },
  now: Date,
): Promise<PollRow> {
  const at = instant(now)
  const rows = await sql<PollRow>`
    WITH caller AS (
      SELECT c.enrollment_id AS bound_to, coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
        d.status AS device_status, ch.status AS channel_status
      FROM (SELECT 1) AS one
      LEFT JOIN mdm_certificate c ON c.sha256_hex = ${caller.certificateSha256}::text
      LEFT JOIN mdm_enrollment d ON d.id = ${caller.deviceId}::text
      LEFT JOIN mdm_enrollment ch ON ch.id = ${caller.enrollmentId}::text
    ), next AS (
      SELECT q.id FROM mdm_command q, caller
      WHERE caller.bound_to = ${caller.deviceId}::text AND NOT caller.revoked
        AND caller.device_status = 'enrolled' AND caller.channel_status = 'enrolled'
        AND q.enrollment_id = ${caller.enrollmentId}::text
        AND (q.expires_at IS NULL OR q.expires_at > ${at}::text::timestamptz)
      ORDER BY q.priority DESC, q.sequence LIMIT 1
    ), sent AS (
      UPDATE mdm_command q SET status = 'sent', sent_at = ${at}::text::timestamptz
      FROM next WHERE q.id = next.id
      RETURNING q.id, q.body
    )
    SELECT caller.bound_to AS "boundTo", caller.revoked, caller.device_status AS "deviceStatus",
      caller.channel_status AS "channelStatus", sent.id::text AS "commandUuid", sent.body
    FROM caller LEFT JOIN sent ON true`
  const [row] = rows
  if (!row) throw new Error('a poll found no row')
  return row
}
