import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { chooseMacs, type LeavingPhase, phaseOf } from './policy.ts'

export interface Leaving {
  /** Null while their account is on. */
  off: {
    phase: LeavingPhase
    /** The admin's name; null when it was the directory. */
    admin: string | null
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
          admin: person.deactivatedBy === 'admin' ? await findAdmin(personId) : null,
          reason: person.deactivationReason,
          since: person.deactivatedAt ?? person.updatedAt,
          macsGoAt: person.offboardAt,
        },
    released: released.length,
    awaited: awaited.length,
  }
}

async function findAdmin(personId: string): Promise<string> {
  const entry = await prisma().auditEntry.findFirst({
    where: { subjectKind: 'person', subjectId: personId, action: 'person.switched_off' },
    orderBy: { id: 'desc' },
    select: { actorName: true },
  })
  return entry?.actorName ?? ''
}
