import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Moves every open command of a device that is not enrolled, on all its channels, to the history as cancelled, and
 * tells the portal of each. Its user channels end.
 * Source: mdm/checkin/authenticate.yaml, mdm/checkin/checkout.yaml
 */
export async function clearQueue(sql: Sql, deviceId: string, now: Date): Promise<void> {
  const at = instant(now)
  await sql`
    WITH device AS (SELECT id FROM mdm_enrollment WHERE id = ${deviceId}::text AND status <> 'enrolled'),
    users AS (
      UPDATE mdm_enrollment e SET status = 'checked_out', push_token = NULL, push_magic = NULL,
        push_wanted_at = NULL, push_retry_at = NULL, checked_out_at = ${at}::text::timestamptz
      FROM device WHERE e.device_id = device.id AND e.channel = 'user' AND e.status <> 'checked_out'
    ), dropped AS (
      DELETE FROM mdm_command c USING mdm_enrollment e, device
      WHERE c.enrollment_id = e.id AND e.device_id = device.id
      RETURNING c.*
    ), history AS (
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
        sent_at, answered_at)
      SELECT id, enrollment_id, sequence, request_type, 'cancelled', idempotency_key, created_at, sent_at,
        ${at}::text::timestamptz FROM dropped
    )
    INSERT INTO mdm_event (enrollment_id, kind, data)
    SELECT enrollment_id, 'command_answered', jsonb_build_object('commandUuid', id, 'requestType', request_type,
      'status', 'Cancelled', 'errorChain', '[]'::jsonb) FROM dropped ORDER BY sequence
    RETURNING id::text AS id`
}
