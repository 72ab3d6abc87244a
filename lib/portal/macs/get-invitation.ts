import { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'

const troubles = z.enum(['clock_wrong', 'other_mac', 'other_person'])
type Trouble = z.output<typeof troubles>

export interface ShownInvitation {
  id: string
  ownership: 'personal' | 'company'
  /** How far somebody has come with the link; `enrolled` comes a moment before the Mac has its page. */
  state: 'waiting' | 'opened' | 'identified' | 'authenticated' | 'enrolled' | 'refused' | 'expired'
  /** When it came to this state, as far as that is known. */
  since: Date
  expiresAt: Date
  /** Why the Mac that came with it last got no further, where somebody can help it. */
  trouble: Trouble | null
  mac: { id: string; name: string } | null
}

/** How the actor's own invitation stands. Not there and not theirs look alike. */
export async function getInvitation(actor: Actor, id: string): Promise<ShownInvitation | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = await prisma().mdmInvitation.findUnique({ where: { id } })
  if (!row || row.personId !== actor.id) return null
  const state = await mdm().in(sqlOf(prisma())).invitationState(id)
  if (!state) return null
  const device =
    state === 'enrolled' && row.enrollmentId
      ? await prisma().device.findUnique({ where: { enrollmentId: row.enrollmentId } })
      : null
  return {
    id,
    ownership: row.ownership === 'personal' ? 'personal' : 'company',
    state,
    since: row.enrolledAt ?? row.challengeUsedAt ?? row.openedAt ?? row.createdAt,
    expiresAt: row.expiresAt,
    trouble: troubles.safeParse(row.trouble).data ?? null,
    mac:
      device?.status === 'enrolled' && device.ownerId === actor.id
        ? { id: device.id, name: device.name }
        : null,
  }
}
