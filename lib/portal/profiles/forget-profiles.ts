import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** Marks every profile of one Mac as removed, without asking the Mac. */
export async function forgetProfiles(tx: Transaction, actor: Actor, enrollmentId: string): Promise<void> {
  const device = await tx.device.findUnique({ where: { enrollmentId } })
  if (!device) return
  const gone = await tx.profileInstall.updateMany({
    where: { deviceId: device.id, state: { not: 'removed' } },
    data: { wanted: false, state: 'removed', commandId: null, sha256Hex: null, failure: Prisma.DbNull },
  })
  if (gone.count === 0) return
  await recordAudit(tx, actor, {
    action: 'profile.gone_with_enrollment',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { count: gone.count },
  })
}
