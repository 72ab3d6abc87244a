import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'

const holdLock = 7_305_011
const hourMs = 3_600_000
const alwaysFine = 10
const shareFine = 0.05

/** How many a directory may switch off within an hour before an admin is asked. */
export function mostWithinAnHour(people: number): number {
  return Math.max(alwaysFine, Math.floor(people * shareFine))
}

/**
 * When the directory suddenly switches off many, somebody has probably made a mistake there: their Macs are kept until an
 * admin has confirmed it, and so are those of whom it switches off while that is open. Nobody's Macs go before an hour,
 * so of such a many even the first are held. Returns how many were held now.
 */
export async function holdSuddenLeavers(actor: Actor, now: Date): Promise<number> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${holdLock}::bigint)`
    const since = new Date(now.getTime() - hourMs)
    if (!(await isSudden(tx, since))) return 0
    const { count } = await tx.person.updateMany({
      where: { deactivatedBy: 'directory', offboardHeldAt: null, offboardAt: { not: null } },
      data: { offboardHeldAt: now },
    })
    if (count === 0) return 0
    await recordAudit(tx, actor, {
      action: 'person.offboarding_held',
      subject: { kind: 'people', id: 'held', label: String(count) },
      detail: { people: count },
    })
    return count
  })
}

async function isSudden(tx: Transaction, since: Date): Promise<boolean> {
  const held = await tx.person.findFirst({ where: { offboardHeldAt: { not: null } }, select: { id: true } })
  if (held) return true
  // Who came switched off from the directory has never been here, and does not leave.
  const left = await tx.person.count({
    where: {
      ...{ deactivatedAt: { gt: since }, deactivatedBy: 'directory' },
      OR: [{ offboardAt: { not: null } }, { offboardedAt: { not: null } }],
    },
  })
  if (left <= alwaysFine) return false
  return left > mostWithinAnHour(left + (await tx.person.count({ where: { active: true } })))
}
