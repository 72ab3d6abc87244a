import type { Actor } from '#lib/auth/actor.ts'
import { switchByDirectory } from '#lib/portal/offboarding/switch-by-directory.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { keepMacsOf } from './keep-macs-of.ts'

/** The directory says that somebody has left, or is back; who is back keeps the Macs that have not left yet. */
export function switchPersonByDirectory(
  actor: Actor,
  tx: Transaction,
  person: Person,
  active: boolean,
): Promise<void> {
  return switchByDirectory(actor, tx, person, active, keepMacsOf)
}
