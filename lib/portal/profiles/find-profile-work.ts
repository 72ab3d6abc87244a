import type { Transaction } from '#lib/server/prisma.ts'

export interface ProfileWork {
  profileId: string
  deviceId: string
  wanted: boolean
}

/**
 * The pairs of profile and Mac whose wish and record differ: assigned and not sent (or since changed), or sent and
 * no longer assigned. Only Macs that are enrolled; one that is leaving, or whose owner has left, is sent nothing more.
 */
export function findProfileWork(tx: Transaction, limit: number): Promise<ProfileWork[]> {
  return tx.$queryRaw<ProfileWork[]>`
    WITH wish AS (
      SELECT DISTINCT a.profile_id, d.id AS device_id
      FROM profile_assignment a
      JOIN person_group g ON g.id = a.group_id
      JOIN device d ON d.status = 'enrolled' AND (g.everyone OR EXISTS (
        SELECT 1 FROM membership m WHERE m.group_id = g.id AND m.person_id = d.owner_id))
    )
    (SELECT w.profile_id AS "profileId", w.device_id AS "deviceId", true AS wanted
     FROM wish w
     JOIN configuration_profile c ON c.id = w.profile_id
     LEFT JOIN profile_install i ON i.profile_id = w.profile_id AND i.device_id = w.device_id
     WHERE (i.profile_id IS NULL OR NOT i.wanted OR i.sha256_hex IS DISTINCT FROM c.sha256_hex)
       AND EXISTS (SELECT FROM device d JOIN person p ON p.id = d.owner_id
         WHERE d.id = w.device_id AND p.active AND d.removal_asked_at IS NULL))
    UNION ALL
    (SELECT i.profile_id, i.device_id, false
     FROM profile_install i
     JOIN device d ON d.id = i.device_id AND d.status = 'enrolled'
     WHERE i.wanted AND NOT EXISTS (
       SELECT 1 FROM wish w WHERE w.profile_id = i.profile_id AND w.device_id = i.device_id))
    LIMIT ${limit}`
}
