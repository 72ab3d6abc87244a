import { instant } from './instant.ts'
import type { Sql } from './sql.ts'

/**
 * Where to push to from now on.
 * Source: mdm/checkin/tokenupdate.yaml
 */
export type TokenUpdateRow = {
  id: string
  deviceId: string
  certificateSha256: string
  topic: string
  pushToken: Uint8Array
  pushMagic: string
  userShortName: string | null
  userLongName: string | null
  /** an automated Mac waits in Setup Assistant for DeviceConfigured; the device channel's alone */
  awaitingConfiguration: boolean
}

/**
 * Takes the push token of a device channel; the first one completes the enrollment, and only that one is told to the
 * portal. Waiting commands are pushed.
 *
 * returns  false when the device is not bound to that certificate any more: nothing is kept.
 * spec     mdm/checkin/tokenupdate.yaml
 */
export async function storeDeviceToken(sql: Sql, row: TokenUpdateRow, now: Date): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    WITH before AS (
      SELECT e.* FROM mdm_enrollment e
      JOIN mdm_certificate c ON c.enrollment_id = e.id AND c.sha256_hex = ${row.certificateSha256}::text
      WHERE e.id = ${row.id}::text AND e.status IN ('authenticated', 'enrolled') AND c.revoked_at IS NULL
      FOR UPDATE OF e
    ), taken AS (
      UPDATE mdm_enrollment e SET status = 'enrolled', topic = ${row.topic}::text,
        push_token = ${row.pushToken}::bytea, push_magic = ${row.pushMagic}::text,
        awaiting_configuration = ${row.awaitingConfiguration}::boolean,
        enrolled_at = coalesce(e.enrolled_at, ${at}::text::timestamptz), push_failure = NULL, push_attempts = 0,
        last_seen_at = greatest(e.last_seen_at, ${at}::text::timestamptz),
        push_wanted_at = CASE WHEN waiting.yes THEN ${at}::text::timestamptz END,
        push_retry_at = CASE WHEN waiting.yes THEN ${at}::text::timestamptz END
      FROM before, (SELECT EXISTS (SELECT FROM mdm_command WHERE enrollment_id = ${row.id}::text) AS yes) waiting
      WHERE e.id = before.id
      RETURNING e.id
    ), used AS (
      UPDATE mdm_certificate c SET first_used_at = ${at}::text::timestamptz FROM taken
      WHERE c.sha256_hex = ${row.certificateSha256}::text AND c.renews_sha256 IS NOT NULL AND c.first_used_at IS NULL
    ), invitation AS (
      UPDATE mdm_invitation i SET enrolled_at = coalesce(i.enrolled_at, ${at}::text::timestamptz)
      FROM before WHERE i.id = before.invitation_id
      RETURNING i.id, i.person_id, i.ownership
    ), told AS (
      INSERT INTO mdm_event (enrollment_id, kind, data)
      SELECT before.id, 'enrolled', jsonb_build_object('invitationId', invitation.id,
        'personId', invitation.person_id, 'ownership', invitation.ownership, 'accessRights', before.access_rights,
        'enrollmentType', before.enrollment_type, 'first', NOT EXISTS
        (SELECT FROM mdm_certificate o JOIN mdm_invitation w ON w.id = o.invitation_id
          WHERE o.enrollment_id = before.id AND o.sha256_hex <> ${row.certificateSha256}::text
          AND w.enrolled_at IS NOT NULL),
        'serialNumber', before.serial_number, 'model', before.model, 'modelName', before.model_name,
        'deviceName', before.device_name, 'productName', before.product_name, 'osVersion', before.os_version,
        'buildVersion', before.build_version, 'awaitingConfiguration', ${row.awaitingConfiguration}::boolean)
      FROM before JOIN invitation ON true JOIN taken ON true WHERE before.status = 'authenticated'
      RETURNING id
    )
    SELECT id FROM taken`
  return rows.length === 1
}

/**
 * Takes the push token of a user channel, which gets a row of its own beside the device's.
 *
 * returns  false when the device is not enrolled with that certificate: nothing is kept.
 * spec     mdm/checkin/tokenupdate.yaml (UserID, UserShortName, UserLongName)
 */
export async function storeUserToken(sql: Sql, row: TokenUpdateRow, now: Date): Promise<boolean> {
  const at = instant(now)
  const rows = await sql<{ id: string }>`
    INSERT INTO mdm_enrollment (id, device_id, channel, enrollment_type, status, invitation_id, topic, push_token,
      push_magic, access_rights, user_short_name, user_long_name, enrolled_at, last_seen_at)
    SELECT ${row.id}::text, d.id, 'user', d.enrollment_type, 'enrolled', d.invitation_id, ${row.topic}::text,
      ${row.pushToken}::bytea, ${row.pushMagic}::text, d.access_rights, ${row.userShortName}::text,
      ${row.userLongName}::text, ${at}::text::timestamptz, ${at}::text::timestamptz
    FROM mdm_enrollment d
    JOIN mdm_certificate c ON c.enrollment_id = d.id AND c.sha256_hex = ${row.certificateSha256}::text
    WHERE d.id = ${row.deviceId}::text AND d.status = 'enrolled' AND c.revoked_at IS NULL
    ON CONFLICT (id) DO UPDATE SET status = 'enrolled', invitation_id = excluded.invitation_id,
      topic = excluded.topic, push_token = excluded.push_token, push_magic = excluded.push_magic,
      access_rights = excluded.access_rights, user_short_name = excluded.user_short_name,
      user_long_name = excluded.user_long_name, push_failure = NULL, push_attempts = 0, checked_out_at = NULL,
      last_seen_at = excluded.last_seen_at,
      push_wanted_at = CASE WHEN EXISTS (SELECT FROM mdm_command WHERE enrollment_id = ${row.id}::text)
        THEN ${at}::text::timestamptz END,
      push_retry_at = CASE WHEN EXISTS (SELECT FROM mdm_command WHERE enrollment_id = ${row.id}::text)
        THEN ${at}::text::timestamptz END
    RETURNING id`
  return rows.length === 1
}
