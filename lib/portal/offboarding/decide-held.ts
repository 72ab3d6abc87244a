import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { decideHeldInput } from './schema.ts'

const mostNamed = 200

/**
 * An admin says of those who were held that they have left indeed, and then their Macs go now; or that it was a mistake,
 * and then their Macs stay: the accounts are off until the directory or an admin switches them on. Gives how many.
 */
export async function decideHeld(
  actor: Actor,
  { decision, heldUntil }: z.output<typeof decideHeldInput>,
): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    const held = await tx.person.updateManyAndReturn({
      where: { offboardHeldAt: { lte: heldUntil } },
      data: {
        ...{ offboardHeldAt: null, deactivatedBy: 'directory_confirmed' },
        offboardAt: decision === 'go_on' ? new Date() : null,
      },
      select: { id: true },
    })
    if (held.length === 0) return 0
    await recordAudit(tx, actor, {
      action: decision === 'go_on' ? 'person.offboarding_confirmed' : 'person.offboarding_stopped',
      subject: { kind: 'people', id: 'held', label: String(held.length) },
      detail: { people: held.length, ids: held.slice(0, mostNamed).map(({ id }) => id) },
    })
    return held.length
  })
}
