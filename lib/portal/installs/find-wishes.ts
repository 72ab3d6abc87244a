import type { Transaction } from '#lib/server/prisma.ts'

/** An app that a Mac is to have, as its owner's groups require it. */
export interface RequiredWish {
  deviceId: string
  appId: string
  /** One of the groups says so. */
  essential: boolean
}

/**
 * What these Macs are required to have: published apps with a package, for Macs that are enrolled and whose owner
 * works here. Whether each Mac can have them is for policy.ts.
 */
export function findWishes(tx: Transaction, deviceIds: readonly string[]): Promise<RequiredWish[]> {
  return tx.$queryRaw<RequiredWish[]>`
    SELECT d.id AS "deviceId", r.app_id AS "appId", bool_or(r.essential) AS essential
    FROM device d
    JOIN person p ON p.id = d.owner_id AND p.active
    CROSS JOIN LATERAL (
      SELECT m.group_id AS id FROM membership m WHERE m.person_id = p.id
      UNION
      SELECT g.id FROM person_group g WHERE g.everyone) own
    JOIN app_requirement r ON r.group_id = own.id
    JOIN catalog_app a ON a.id = r.app_id AND a.status = 'published' AND a.current_package_id IS NOT NULL
    WHERE d.id = ANY (${deviceIds}::uuid[]) AND d.status = 'enrolled' AND d.removal_asked_at IS NULL
    GROUP BY d.id, r.app_id
    ORDER BY d.id, r.app_id`
}
