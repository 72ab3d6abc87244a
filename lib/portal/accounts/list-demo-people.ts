import type { Actor } from '#lib/auth/actor.ts'
import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { demoPeople } from './demo-people.ts'

export interface DemoChoice {
  id: string
  name: string
  role: string
}

/** Who may be signed in as with one click; nobody outside a demo. For the sign-in page, so without a role. */
export async function listDemoPeople(_reader: Actor): Promise<DemoChoice[]> {
  if (!env().demo) return []
  const people = await prisma().person.findMany({
    where: { isDemo: true, active: true },
    select: { id: true, name: true, role: true, email: true },
  })
  const order = demoPeople.map((person) => person.email)
  return people
    .sort((a, b) => order.indexOf(a.email) - order.indexOf(b.email))
    .map(({ id, name, role }) => ({ id, name, role }))
}
