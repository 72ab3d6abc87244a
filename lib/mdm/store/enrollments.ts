import type { Sql } from './sql.ts'

/**
 * One channel of one enrollment, as the portal and the service may know it: no token, no secret.
 * Source: mdm/checkin/authenticate.yaml, mdm/checkin/tokenupdate.yaml
 */
export type EnrollmentRecord = {
  id: string
  deviceId: string
  channel: 'device' | 'user'
  enrollmentType: 'device' | 'user' | 'automated'
  status: 'authenticated' | 'enrolled' | 'checked_out'
  invitationId: string | null
  /** whom the Mac is enrolled for now */
  personId: string | null
  accessRights: number
  serialNumber: string | null
  model: string | null
  modelName: string | null
  deviceName: string | null
  productName: string | null
  osVersion: string | null
  buildVersion: string | null
  /** As the Mac told; null until it did. */
  supervised: boolean | null
  appleSilicon: boolean | null
  userShortName: string | null
  userLongName: string | null
  hasBootstrapToken: boolean
  authenticatedAt: Date | null
  enrolledAt: Date | null
  checkedOutAt: Date | null
  lastSeenAt: Date | null
  pushedAt: Date | null
  pushFailure: string | null
}

/**
 * A user channel has the facts about its Mac from the device channel.
 * Source: mdm/checkin/tokenupdate.yaml
 */
export async function retrieveEnrollment(sql: Sql, id: string): Promise<EnrollmentRecord | null> {
  const rows = await sql<EnrollmentRecord>`
    SELECT e.id, e.device_id AS "deviceId", e.channel, e.enrollment_type AS "enrollmentType", e.status,
      e.invitation_id::text AS "invitationId", i.person_id::text AS "personId", e.access_rights AS "accessRights",
      d.serial_number AS "serialNumber", d.model, d.model_name AS "modelName", d.device_name AS "deviceName",
      d.product_name AS "productName", d.os_version AS "osVersion", d.build_version AS "buildVersion", d.supervised,
      d.apple_silicon AS "appleSilicon", e.user_short_name AS "userShortName", e.user_long_name AS "userLongName",
      e.bootstrap_token IS NOT NULL AS "hasBootstrapToken", e.authenticated_at AS "authenticatedAt",
      e.enrolled_at AS "enrolledAt", e.checked_out_at AS "checkedOutAt", e.last_seen_at AS "lastSeenAt",
      e.pushed_at AS "pushedAt", e.push_failure AS "pushFailure"
    FROM mdm_enrollment e JOIN mdm_enrollment d ON d.id = e.device_id
    LEFT JOIN mdm_invitation i ON i.id = e.invitation_id WHERE e.id = ${id}::text`
  return rows[0] ?? null
}

/**
 * Writes down when devices last spoke, many at a time; an older moment never replaces a newer one. Rows are locked in
 * the order of their ids, as in every statement that writes many channels at once: joins keep no order.
 * Source: Apple, "Dealing with inactive devices"
 */
export async function storeLastSeen(sql: Sql, seen: ReadonlyMap<string, Date>): Promise<void> {
  const json = JSON.stringify([...seen].map(([id, at]) => ({ id, at: at.toISOString() })))
  await sql`
    WITH seen AS MATERIALIZED (
      SELECT id, at FROM jsonb_to_recordset(${json}::text::jsonb) AS r (id text, at timestamptz)
    ), held AS MATERIALIZED (
      SELECT e.id FROM mdm_enrollment e JOIN seen USING (id) ORDER BY e.id FOR NO KEY UPDATE OF e
    )
    UPDATE mdm_enrollment e SET last_seen_at = seen.at FROM seen JOIN held USING (id)
    WHERE e.id = seen.id AND (e.last_seen_at IS NULL OR e.last_seen_at < seen.at)`
}
