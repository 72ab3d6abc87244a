import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { chooseMacs, type LeavingPhase, phaseOf } from './policy.ts'

export interface Leaving {
  /** Null while their account is on. */
  off: {
    phase: LeavingPhase
    by: string | null
    reason: string | null
    since: Date
    macsGoAt: Date | null
  } | null
  /** What would happen to their Macs if they went now. */
  released: number
  awaited: number
}

/** Where it stands with somebody's leaving; null when there is no such person. Admins only. */
export async function getLeaving(actor: Actor, personId: string, now = new Date()): Promise<Leaving | null> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const person = await prisma().person.findUnique({ where: { id: personId }, include: { devices: true } })
  if (!person) return null
  const { released, awaited } = chooseMacs(person.devices)
  return {
    off: person.active
      ? null
      : {
          phase: phaseOf(person, now),
          by: person.deactivatedBy,
          reason: person.deactivationReason,
          since: person.deactivatedAt ?? person.updatedAt,
          macsGoAt: person.offboardAt,
        },
    released: released.length,
    awaited: awaited.length,
  }
}
