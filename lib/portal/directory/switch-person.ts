import type { Actor } from '#lib/auth/actor.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** Switches somebody's account off or on, with all that follows from it, in the transaction that holds their row. */
export type SwitchPerson = (actor: Actor, tx: Transaction, person: Person, active: boolean) => Promise<void>
