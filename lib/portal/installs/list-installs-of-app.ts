import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type InstallView, installParts, viewInstalls } from './install-view.ts'

/** Who has an app or is getting it, the latest change first; at most 200. For admins. */
export async function listInstallsOfApp(actor: Actor, appId: string): Promise<InstallView[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (!z.uuid().safeParse(appId).success) return []
  const rows = await prisma().install.findMany({
    where: { appId },
    include: installParts,
    orderBy: [{ stateSince: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return viewInstalls(actor, rows)
}
