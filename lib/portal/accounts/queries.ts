import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { liveSessions } from './live-sessions.ts'
import { sessionHandle } from './session-handle.ts'

export interface SessionLine {
  /** Names the session towards its owner; of no use for being it. */
  handle: string
  tokenSha256: string
  createdAt: Date
  lastUsedAt: Date
  userAgent: string | null
}

/** Where this person is signed in now, last used first. */
export async function listOwnSessions(actor: PersonActor): Promise<SessionLine[]> {
  const rows = await prisma().session.findMany({
    where: { personId: actor.id, ...liveSessions() },
    orderBy: { lastUsedAt: 'desc' },
  })
  return rows.map(({ tokenSha256, createdAt, lastUsedAt, userAgent }) => ({
    handle: sessionHandle(tokenSha256),
    tokenSha256,
    createdAt,
    lastUsedAt,
    userAgent,
  }))
}

export interface PersonLine {
  id: string
  name: string
  email: string
  role: string
  active: boolean
  signedInAt: Date | null
  deviceCount: number
  sessionCount: number
}

const peopleLimit = 200

/** Counted for the people on the page alone: beside each row Prisma would count those of everybody. */
async function countFor(ids: string[]) {
  const devices = await prisma().device.groupBy({
    by: ['ownerId'],
    where: { ownerId: { in: ids }, status: 'enrolled' },
    _count: true,
  })
  const sessions = await prisma().session.groupBy({
    by: ['personId'],
    where: { personId: { in: ids }, ...liveSessions() },
    _count: true,
  })
  return {
    devices: new Map(devices.map((row) => [row.ownerId, row._count])),
    sessions: new Map(sessions.map((row) => [row.personId, row._count])),
  }
}

/** People whose name or address holds these words, by name; the first 200. Admins only. */
export async function listPeople(actor: Actor, words: string | undefined): Promise<PersonLine[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const contains = words ? { contains: words, mode: 'insensitive' as const } : undefined
  const rows = await prisma().person.findMany({
    where: contains ? { OR: [{ name: contains }, { email: contains }] } : {},
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: peopleLimit,
  })
  const { devices, sessions } = await countFor(rows.map((row) => row.id))
  return rows.map(({ id, name, email, role, active, signedInAt }) => ({
    id,
    name,
    email,
    role,
    active,
    signedInAt,
    deviceCount: devices.get(id) ?? 0,
    sessionCount: sessions.get(id) ?? 0,
  }))
}
