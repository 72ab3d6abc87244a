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
  accessRights: number
  serialNumber: string | null
  model: string | null
  modelName: string | null
  deviceName: string | null
  productName: string | null
  osVersion: string | null
  buildVersion: string | null
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
 * Source: mdm/checkin/tokenupdate.yaml
 */
export async function retrieveEnrollment(sql: Sql, id: string): Promise<EnrollmentRecord | null> {
  const rows = await sql<EnrollmentRecord>`
    SELECT id, device_id AS "deviceId", channel, enrollment_type AS "enrollmentType", status,
      invitation_id::text AS "invitationId", access_rights AS "accessRights", serial_number AS "serialNumber",
      model, model_name AS "modelName", device_name AS "deviceName", product_name AS "productName",
      os_version AS "osVersion", build_version AS "buildVersion", user_short_name AS "userShortName",
      user_long_name AS "userLongName", bootstrap_token IS NOT NULL AS "hasBootstrapToken",
      authenticated_at AS "authenticatedAt", enrolled_at AS "enrolledAt", checked_out_at AS "checkedOutAt",
      last_seen_at AS "lastSeenAt", pushed_at AS "pushedAt", push_failure AS "pushFailure"
    FROM mdm_enrollment WHERE id = ${id}::text`
  return rows[0] ?? null
}

/**
 * Writes down when devices last spoke, many at a time; an older moment never replaces a newer one.
 * Source: Apple, "Dealing with inactive devices"
 */
export async function storeLastSeen(sql: Sql, seen: ReadonlyMap<string, Date>): Promise<void> {
  const json = JSON.stringify([...seen].map(([id, at]) => ({ id, at: at.toISOString() })))
  await sql`
    UPDATE mdm_enrollment e SET last_seen_at = s.at
    FROM (SELECT id, at FROM jsonb_to_recordset(${json}::text::jsonb) AS r(id text, at timestamptz) ORDER BY id) s
    WHERE e.id = s.id AND (e.last_seen_at IS NULL OR e.last_seen_at < s.at)`
}
