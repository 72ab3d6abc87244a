import type { Actor } from '#lib/auth/actor.ts'
import { everyoneGroup } from '#lib/portal/accounts/demo-people.ts'
import { setRequirement } from '#lib/portal/requirements/set-requirement.ts'
import { prisma } from '#lib/server/prisma.ts'

const slug = 'measure-up'

/** Requires one app of everybody, so that each Mac of the demo shows what it is like when apps come by themselves. */
export async function requireApp(actor: Actor): Promise<void> {
  const app = await prisma().catalogApp.findUnique({ where: { slug }, select: { id: true } })
  const group = await prisma().group.findUnique({ where: { name: everyoneGroup }, select: { id: true } })
  if (app && group) await setRequirement(actor, { appId: app.id, groupId: group.id, essential: true })
}
