import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Ends an enrollment, whose certificate says so or, with null, because we do, in one statement: all its channels are checked out, its certificates revoked, its tokens
 * forgotten, and the portal told. The caller clears the queue afterwards. Inventory and history stay.
 *
 * returns  false when the device is not bound to that certificate: nothing happens.
 * spec     mdm/checkin/checkout.yaml
 */
export async function storeCheckOut(
  sql: Sql,
  deviceId: string,
  certificateSha256: string | null,
  now: Date,
): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH device AS (
      SELECT e.id, e.invitation_id FROM mdm_enrollment e
      WHERE e.id = ${deviceId}::text AND e.channel = 'device' AND e.status IN ('authenticated', 'enrolled')
        AND (${certificateSha256}::text IS NULL OR EXISTS (SELECT FROM mdm_certificate c
          WHERE c.sha256_hex = ${certificateSha256}::text AND c.enrollment_id = e.id AND c.revoked_at IS NULL))
      FOR UPDATE OF e
    ), channels AS (
      UPDATE mdm_enrollment e SET status = 'checked_out', checked_out_at = ${at}::text::timestamptz,
        push_token = NULL, push_magic = NULL, bootstrap_token = NULL, push_wanted_at = NULL, push_retry_at = NULL,
        push_attempts = 0, push_failure = NULL
      FROM device WHERE e.device_id = device.id
    ), certificates AS (
      UPDATE mdm_certificate c SET revoked_at = ${at}::text::timestamptz
      FROM device WHERE c.enrollment_id = device.id AND c.revoked_at IS NULL
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data)
      SELECT id, 'checked_out', jsonb_build_object('invitationId', invitation_id) FROM device
    )
    SELECT id FROM device`
  return rows.length === 1
}
