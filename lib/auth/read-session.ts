import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePersonActor, type PersonActor, type Role } from './actor.ts'
import { digestSessionToken } from './session-token.ts'

export interface LiveSession {
  person: PersonActor
  tokenSha256: string
  expiresAt: Date
}

const touchAfterMilliseconds = 60_000

function isRole(value: string): value is Role {
  return value === 'employee' || value === 'helpdesk' || value === 'admin'
}

/**
 * The session behind a cookie's token, or null when there is none, it has ended (idle, or its absolute end),
 * its person is no longer active, or it belongs to the demo while the demo is off.
 * That it was used is written down once a minute at most, and not at all with touch: false.
 */
export async function readSession(
  token: string | undefined,
  { now = new Date(), touch = true }: { now?: Date; touch?: boolean } = {},
): Promise<LiveSession | null> {
  if (!token) return null
  const tokenSha256 = digestSessionToken(token)
  const row = await prisma().session.findUnique({ where: { tokenSha256 }, include: { person: true } })
  if (!row) return null
  const idleEnd = row.lastUsedAt.getTime() + env().ZELF_SESSION_IDLE_MINUTES * 60_000
  const { person } = row
  if (row.expiresAt <= now || idleEnd <= now.getTime() || !person.active) return null
  if (person.isDemo && !env().demo) return null
  if (touch && now.getTime() - row.lastUsedAt.getTime() >= touchAfterMilliseconds) {
    await prisma().session.updateMany({ where: { tokenSha256 }, data: { lastUsedAt: now } })
  }
  const { id, name, email, role, locale } = person
  return {
    person: makePersonActor({
      id,
      name,
      email,
      role: isRole(role) ? role : 'employee',
      locale: locale === 'en' || locale === 'nl' ? locale : null,
    }),
    tokenSha256,
    expiresAt: row.expiresAt,
  }
}
