import type { Sql } from './sql.ts'

/**
 * What the database knows of a certificate and of the enrollment that it claims to speak for.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export type CallerRow = {
  /** which enrollment the certificate is bound to; null when to none, or when we never issued it */
  boundTo: string | null
  revoked: boolean
  deviceStatus: string | null
  /** the status of the channel that speaks; the device's own on the device channel */
  channelStatus: string | null
}

/**
 * Looks up a device that signed a check-in.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export async function retrieveCaller(
  sql: Sql,
  deviceId: string,
  enrollmentId: string,
  certificateSha256: string,
): Promise<CallerRow> {
  const rows = await sql<CallerRow>`
    SELECT c.enrollment_id AS "boundTo", coalesce(c.revoked_at IS NOT NULL, false) AS revoked,
      d.status AS "deviceStatus", ch.status AS "channelStatus"
    FROM (SELECT 1) AS one
    LEFT JOIN mdm_certificate c ON c.sha256_hex = ${certificateSha256}::text
    LEFT JOIN mdm_enrollment d ON d.id = ${deviceId}::text
    LEFT JOIN mdm_enrollment ch ON ch.id = ${enrollmentId}::text`
  return rows[0] ?? { boundTo: null, revoked: false, deviceStatus: null, channelStatus: null }
}
