import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { judgeWish } from './judge-wish.ts'
import type { chooseKindInput } from './schema.ts'

/**
 * Remembers in which of the two ways the signed-in person's next Mac is to join when they sign in on it, and gives the
 * moment from which that Mac can be expected. Throws EnrollmentError.
 */
export async function chooseKind(
  actor: PersonActor,
  { kind, ownership }: z.output<typeof chooseKindInput>,
): Promise<{ since: Date }> {
  const since = new Date()
  const refusal = await inTransaction(async (tx) => {
    const refused = await judgeWish(tx, actor, { kind, ownership })
    if (refused) return refused
    await tx.person.update({ where: { id: actor.id }, data: { enrollmentChoice: kind } })
    await recordAudit(tx, actor, {
      action: 'enrollment.kind_chosen',
      subject: { kind: 'person', id: actor.id, label: actor.name },
      detail: { kind, ownership },
    })
    return null
  })
  if (refusal) throw refusal
  return { since }
}
