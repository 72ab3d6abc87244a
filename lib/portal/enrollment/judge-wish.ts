import type { PersonActor } from '#lib/auth/actor.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { countMacs } from './count-macs.ts'
import { EnrollmentError, type EnrollmentErrorCode } from './enrollment-error.ts'
import { noteRefusal } from './note-refusal.ts'
import { accountOwnerships, type EnrollmentKind, isFull, type Offered, type Ownership } from './policy.ts'
import { readOffered } from './read-offered.ts'

export interface EnrollmentWish {
  kind: EnrollmentKind
  ownership: Ownership
}

/** Nobody has so many Macs to enrol; who begins more is a program, or somebody who needs another kind of help. */
export const mostBegunInAnHour = 20
const hourMs = 3_600_000

function refusalOf(offered: Offered, wish: EnrollmentWish, macs: number): EnrollmentErrorCode | null {
  if (!offered.ownerships.includes(wish.ownership)) return 'enrollment_ownership_not_offered'
  if (!offered.kinds.includes(wish.kind)) return 'enrollment_kind_not_offered'
  if (wish.kind !== 'profile' && !accountOwnerships(offered, wish.kind).includes(wish.ownership)) {
    return 'enrollment_kind_not_offered'
  }
  return isFull(offered, macs) ? 'enrollment_too_many_macs' : null
}

/** The rows of a person's own invitations are few, and found by their index. */
async function hasBegunTooMany(tx: Transaction, personId: string): Promise<boolean> {
  const since = new Date(Date.now() - hourMs)
  const begun = await tx.mdmInvitation.count({ where: { personId, createdAt: { gt: since } } })
  return begun >= mostBegunInAnHour
}

/**
 * Whether somebody is still one of us, has not begun all too often, and may enrol one more Mac in this way. A refusal is
 * given and not thrown, so that what is written of it in the audit trail stays; throw it after the transaction.
 */
export async function judgeWish(
  tx: Transaction,
  actor: PersonActor,
  wish: EnrollmentWish,
): Promise<EnrollmentError | null> {
  const offered = await readOffered(tx, actor.id)
  const macs = await countMacs(tx, actor.id)
  const person = await tx.person.findUnique({ where: { id: actor.id }, select: { active: true } })
  const code = !person?.active
    ? 'enrollment_person_inactive'
    : (refusalOf(offered, wish, macs) ??
      ((await hasBegunTooMany(tx, actor.id)) ? 'enrollment_too_many_begun' : null))
  if (!code) return null
  await noteRefusal(tx, actor, { code, kind: wish.kind, ownership: wish.ownership, macs })
  return new EnrollmentError(code)
}
