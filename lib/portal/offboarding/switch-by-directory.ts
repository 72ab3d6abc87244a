import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { readGraceHours } from './read-grace.ts'
import { switchOff } from './switch-off.ts'
import { switchOn } from './switch-on.ts'

const hourMs = 3_600_000

/**
 * The directory says that somebody has left, or is back. Directories err and take it back, so the Macs are let alone for
 * a while. The row of the person is locked by the caller.
 */
export async function switchByDirectory(
  actor: Actor,
  tx: Transaction,
  person: { id: string; name: string },
  active: boolean,
): Promise<void> {
  requireScope(actor, 'scim')
  if (active) return switchOn(tx, actor, person)
  const offboardAt = new Date(Date.now() + (await readGraceHours(tx)) * hourMs)
  await switchOff(tx, actor, person, { by: 'directory', offboardAt })
}
