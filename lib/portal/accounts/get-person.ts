import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { liveSessions } from './live-sessions.ts'

export interface PersonDetail {
  id: string
  name: string
  email: string
  role: string
  active: boolean
  title: string | null
  department: string | null
  createdAt: Date
  signedInAt: Date | null
  groups: { id: string; name: string; everyone: boolean }[]
  fromDirectory: boolean
  isDemo: boolean
  /** Who vouches for them when they sign in. */
  issuers: string[]
  sessionCount: number
  /** Tokens of the operator API that they made, unless they are revoked or expired. */
  tokens: { id: string; name: string; lastUsedAt: Date | null }[]
}

/** All that is known of an account; null when there is none. Admins only. */
export async function getPerson(actor: Actor, id: string, now = new Date()): Promise<PersonDetail | null> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (!z.uuid().safeParse(id).success) return null
  const person = await prisma().person.findUnique({ where: { id }, include: { identities: true } })
  if (!person) return null
  const [groups, sessionCount, tokens] = await Promise.all([
    prisma().group.findMany({
      where: { OR: [{ everyone: true }, { memberships: { some: { personId: id } } }] },
      orderBy: [{ everyone: 'desc' }, { name: 'asc' }],
      select: { id: true, name: true, everyone: true },
    }),
    prisma().session.count({ where: { personId: id, ...liveSessions(now) } }),
    prisma().apiToken.findMany({
      where: { createdById: id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      orderBy: { createdAt: 'desc' },
      select: { id: true, name: true, lastUsedAt: true },
    }),
  ])
  const { name, email, role, active, title, department, createdAt, signedInAt, fromDirectory, isDemo } =
    person
  return {
    ...{ id, name, email, role, active, title, department, createdAt, signedInAt, fromDirectory, isDemo },
    ...{ groups, sessionCount, tokens },
    issuers: [...new Set(person.identities.map(({ issuer }) => issuer))],
  }
}
