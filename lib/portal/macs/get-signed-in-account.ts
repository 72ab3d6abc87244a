import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { getMac } from './queries.ts'

/** The account that somebody signed in with on a Mac to enrol it; null when it came by a link. Same rule as getMac. */
export async function getSignedInAccount(actor: Actor, deviceId: string): Promise<string | null> {
  const mac = await getMac(actor, deviceId)
  if (!mac) return null
  const invitation = await prisma().mdmInvitation.findFirst({
    where: { enrollmentId: mac.enrollmentId, enrolledAt: { not: null } },
    select: { managedAppleId: true },
    orderBy: { enrolledAt: 'desc' },
  })
  return invitation?.managedAppleId ?? null
}
