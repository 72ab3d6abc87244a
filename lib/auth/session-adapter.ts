import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { prisma } from '#lib/server/prisma.ts'
import { createSession } from './create-session.ts'
import { digestSessionToken } from './session-token.ts'

interface PersonRow {
  id: string
  name: string
  email: string
}

function userOf(person: PersonRow | null): AdapterUser | null {
  return person && { id: person.id, name: person.name, email: person.email, emailVerified: null }
}

function refuse(): never {
  throw new Error('People and identities are made by admitPerson, never by next-auth')
}

async function findSession(sessionToken: string) {
  const where = { tokenSha256: digestSessionToken(sessionToken) }
  const row = await prisma().session.findUnique({ where, include: { person: true } })
  const user = userOf(row?.person ?? null)
  if (!row || !user) return null
  return { session: { sessionToken, userId: row.personId, expires: row.expiresAt }, user }
}

/**
 * next-auth's view of our tables: it may look people up and file sessions, nothing else.
 *
 * issuer     of the one identity provider, whose accounts next-auth names by subject
 * userAgent  written beside a new session
 */
export function sessionAdapter(issuer: string, userAgent: string | null): Adapter {
  return {
    createUser: refuse,
    updateUser: refuse,
    linkAccount: refuse,
    updateSession: () => null,
    async getUser(id) {
      return userOf(await prisma().person.findUnique({ where: { id } }))
    },
    async getUserByEmail(email) {
      return userOf(await prisma().person.findUnique({ where: { email } }))
    },
    async getUserByAccount({ providerAccountId: subject }) {
      const where = { issuer_subject: { issuer, subject } }
      const identity = await prisma().identity.findUnique({ where, include: { person: true } })
      return userOf(identity?.person ?? null)
    },
    async createSession({ sessionToken, userId }) {
      const session = { token: sessionToken, personId: userId, userAgent }
      const { expiresAt } = await prisma().$transaction((tx) => createSession(tx, session))
      return { sessionToken, userId, expires: expiresAt }
    },
    getSessionAndUser: findSession,
    async deleteSession(sessionToken) {
      await prisma().session.deleteMany({ where: { tokenSha256: digestSessionToken(sessionToken) } })
    },
  }
}
