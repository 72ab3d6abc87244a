import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { wordPatterns } from './search-words.ts'

export interface FoundPerson {
  id: string
  name: string
  email: string
  active: boolean
  macs: { id: string; name: string; left: boolean }[]
}

const most = 6

/** People whose name or address holds every word, with their Macs; those without a Mac too. Helpdesk only. */
export async function searchPeople(
  actor: Actor,
  query: string,
): Promise<{ people: FoundPerson[]; hasMore: boolean }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const patterns = wordPatterns(query)
  if (patterns.length === 0) return { people: [], hasMore: false }
  const each = patterns.map((like) => Prisma.sql`lower(name || ' ' || email) LIKE ${like}`)
  const found = await prisma().$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE ${Prisma.join(each, ' AND ')}
    ORDER BY active DESC, lower(name), id LIMIT ${most + 1}`
  const ids = found.map((row) => row.id)
  const rows = await prisma().person.findMany({
    where: { id: { in: ids } },
    include: { devices: { orderBy: [{ status: 'asc' }, { enrolledAt: 'desc' }], take: 10 } },
  })
  const people = rows
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .slice(0, most)
    .map(({ id, name, email, active, devices }) => ({
      ...{ id, name, email, active },
      macs: devices.map((mac) => ({ id: mac.id, name: mac.name, left: mac.status === 'left' })),
    }))
  return { people, hasMore: found.length > most }
}
