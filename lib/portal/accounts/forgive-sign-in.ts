import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { digestSource, type SignInSource } from './sign-in-source.ts'

/** It went well, so it does not count: people who share an address do not stand in each other's way. */
export async function forgiveSignIn(_actor: Actor, source: SignInSource): Promise<void> {
  await prisma().signInAttempts.updateMany({
    where: { sourceSha256: digestSource(source), count: { gt: 0 } },
    data: { count: { decrement: 1 }, waitUntil: null },
  })
}
