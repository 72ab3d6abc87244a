import type { Transaction } from '#lib/server/prisma.ts'

/**
 * How many Macs of a person count. One that has just enrolled counts before it has its row here; one that has fallen
 * silent does not.
 *
 * but  the enrollment of a Mac that is left out
 */
export async function countMacs(tx: Transaction, personId: string, but = ''): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT enrollment_id FROM device WHERE owner_id = ${personId}::uuid AND status = 'enrolled'
      UNION
      SELECT e.id FROM mdm_invitation i
      JOIN mdm_enrollment e ON e.id = i.enrollment_id AND e.invitation_id = i.id AND e.status = 'enrolled'
      LEFT JOIN device d ON d.enrollment_id = e.id
      WHERE i.person_id = ${personId}::uuid AND (d.id IS NULL OR d.status = 'left' AND d.left_at < e.enrolled_at)
    ) AS macs WHERE enrollment_id <> ${but}`
  return row?.count ?? 0
}
