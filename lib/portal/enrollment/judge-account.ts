import type { PersonActor } from '#lib/auth/actor.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { accountOf } from './account-address.ts'
import { EnrollmentError, type EnrollmentErrorCode } from './enrollment-error.ts'
import { judgeWish } from './judge-wish.ts'
import { lockPerson } from './lock-person.ts'
import { noteRefusal } from './note-refusal.ts'
import { type AccountKind, accountOwnerships, type Offered, type Ownership } from './policy.ts'
import { readEnrollmentSettings } from './read-enrollment-settings.ts'
import { readOffered } from './read-offered.ts'

export interface AccountSituation {
  /** The account that the Mac is to be told. */
  account: string
  offered: Offered
  /** Whose Mac it can be in this way. */
  ownerships: Ownership[]
  refusal: EnrollmentError | null
}

/**
 * Whether somebody who has signed in on a Mac may enrol it: they are active, it is their own account that they typed
 * there, its domain is one of ours, and the policy allows it. A refusal is written down, and given and not thrown.
 *
 * ownership  null while it is not chosen yet
 */
export async function judgeAccount(
  tx: Transaction,
  actor: PersonActor,
  wish: { kind: AccountKind; account: string; ownership: Ownership | null },
): Promise<AccountSituation> {
  await lockPerson(tx, actor.id)
  const person = await tx.person.findUniqueOrThrow({ where: { id: actor.id } })
  const offered = await readOffered(tx, actor.id)
  const ownerships = accountOwnerships(offered, wish.kind)
  const situation = { account: accountOf(person), offered, ownerships }
  const code = await refusalOf(tx, person, wish.account)
  if (code) {
    await noteRefusal(tx, actor, { code, kind: wish.kind })
    return { ...situation, refusal: new EnrollmentError(code) }
  }
  const ownership = wish.ownership ?? ownerships[0] ?? 'personal'
  return { ...situation, refusal: await judgeWish(tx, actor, { kind: wish.kind, ownership }) }
}

async function refusalOf(
  tx: Transaction,
  person: Person,
  typed: string,
): Promise<EnrollmentErrorCode | null> {
  if (!person.active) return 'enrollment_person_inactive'
  const account = accountOf(person)
  if (typed !== account) return 'enrollment_other_account'
  const { domains } = await readEnrollmentSettings(tx)
  return domains.includes(account.slice(account.lastIndexOf('@') + 1)) ? null : 'enrollment_domain_unknown'
}
