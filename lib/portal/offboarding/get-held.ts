import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

export interface HeldPeople {
  count: number
  /** When the last of them was held: a decision is about those that were shown, and no later ones. */
  heldUntil: Date
  /** The first of them by name. */
  names: string[]
}

const namedHere = 5

/** Those whom the directory switched off so many at once that nothing is done to their Macs yet. Admins only. */
export async function getHeld(actor: Actor): Promise<HeldPeople | null> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const where = { offboardHeldAt: { not: null } }
  const [held, first] = await Promise.all([
    prisma().person.aggregate({ where, _count: true, _max: { offboardHeldAt: true } }),
    prisma().person.findMany({
      where,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: namedHere,
      select: { name: true },
    }),
  ])
  const heldUntil = held._max.offboardHeldAt
  if (!heldUntil) return null
  return { count: held._count, heldUntil, names: first.map(({ name }) => name) }
}
