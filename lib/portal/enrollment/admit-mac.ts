import type { Actor } from '#lib/auth/actor.ts'
import type { Arrival } from '#lib/mdm/server.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf, type Transaction } from '#lib/server/prisma.ts'
import { countMacs } from './count-macs.ts'
import type { EnrollmentErrorCode } from './enrollment-error.ts'
import { lockPerson } from './lock-person.ts'
import { isFull, type Offered } from './policy.ts'
import { readOffered } from './read-offered.ts'

/**
 * Takes a Mac in when its person is active and may have one more: what was true when they got their link or signed in
 * need not be true any more. Nor does a Mac of the company become somebody's own by a link for one. False when not; then it is written down, and the invitation has ended. Where only so many
 * Macs are allowed, what else the person began and did not finish ends when this one is in.
 */
export async function admitMac(
  actor: Actor,
  arrival: Arrival,
  take: (sql: Sql) => Promise<boolean>,
): Promise<boolean> {
  const { personId, invitationId, enrollmentId } = arrival
  return inTransaction(async (tx) => {
    await lockPerson(tx, personId)
    const person = await tx.person.findUnique({ where: { id: personId } })
    const offered = await readOffered(tx, personId)
    const code = person?.active
      ? (fullness(offered, await countMacs(tx, personId, enrollmentId)) ??
        ((await takesCompanyMac(tx, arrival)) ? 'enrollment_company_mac' : null))
      : 'enrollment_person_inactive'
    if (!code) {
      const taken = await take(sqlOf(tx))
      if (taken && offered.maxMacs !== null)
        await mdmIn(tx).endBegunInvitations({ personId, but: invitationId })
      return true
    }
    await mdmIn(tx).refuseInvitation(invitationId)
    await recordAudit(tx, actor, {
      action: 'enrollment.mac_refused',
      subject: { kind: 'person', id: personId, label: person?.name ?? '-' },
      detail: { code, invitationId },
    })
    return false
  })
}

function fullness(offered: Offered, macs: number): EnrollmentErrorCode | null {
  return isFull(offered, macs) ? 'enrollment_too_many_macs' : null
}

/** Who takes the profile off a company's Mac has not made it theirs; what the helpdesk has let go of may be. */
async function takesCompanyMac(tx: Transaction, { enrollmentId, invitationId }: Arrival): Promise<boolean> {
  const invitation = await tx.mdmInvitation.findUnique({ where: { id: invitationId } })
  if (invitation?.ownership !== 'personal') return false
  const device = await tx.device.findUnique({ where: { enrollmentId } })
  return device?.ownership === 'company' && !(device.status === 'left' && device.leftHow === 'released')
}
