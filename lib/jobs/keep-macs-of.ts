import type { Actor } from '#lib/auth/actor.ts'
import { keepMacsOfPerson } from '#lib/portal/macs/keep-macs-of-person.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { resumeMac } from './resume-mac.ts'

/** What follows for their Macs when somebody's account is switched on again, in the same transaction. */
export function keepMacsOf(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  return keepMacsOfPerson(tx, actor, personId, resumeMac)
}
