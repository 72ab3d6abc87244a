import type { Actor } from '#lib/auth/actor.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'

/** What no Mac has in hand yet. */
export const notTaken: string[] = [
  'requested',
  'approved',
  'in_line',
  'waiting_for_person',
  'waiting_for_mac',
  'mac_busy',
]

/**
 * Ends what somebody asked for, or was to get, and no Mac has taken yet: their requests, and installs that wait. What a
 * Mac has in hand goes on. Gives how many ended.
 */
export async function endInstallsOfPerson(tx: Transaction, actor: Actor, personId: string): Promise<number> {
  const installs = await tx.$queryRaw<{ id: string; commandId: string | null }[]>`
    SELECT id::text AS id, command_id::text AS "commandId" FROM install
    WHERE person_id = ${personId}::uuid AND state = ANY (${notTaken}) ORDER BY id FOR UPDATE`
  let ended = 0
  for (const { id, commandId } of installs) {
    if (commandId && (await isTaken(tx, commandId))) continue
    await tx.request.updateMany({
      where: { installId: id, status: 'waiting' },
      data: { status: 'cancelled', decidedAt: new Date() },
    })
    await revokeLinks(tx, id)
    const cause = { kind: 'policy' as const, rule: 'person_left' as const }
    if (await moveInstall(tx, actor, id, { to: 'cancelled', cause })) ended += 1
  }
  return ended
}

/** A command that the Mac was sent but has not answered may be carried out. */
async function isTaken(tx: Transaction, commandId: string): Promise<boolean> {
  if (await mdmIn(tx).cancel(commandId)) return false
  return (await mdmIn(tx).commandState(commandId))?.status === 'sent'
}
