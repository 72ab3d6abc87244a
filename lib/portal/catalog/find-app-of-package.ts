import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { PackageView } from './app-view.ts'

/** The app that a package looks like a version of, by its identifiers; null when it is something new. */
export async function findAppOfPackage(
  actor: Actor,
  { identifier, bundleIdentifier }: Pick<PackageView, 'identifier' | 'bundleIdentifier'>,
): Promise<{ id: string; name: string } | null> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return prisma().catalogApp.findFirst({
    where: {
      packages: { some: { OR: [{ identifier }, ...(bundleIdentifier ? [{ bundleIdentifier }] : [])] } },
    },
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
  })
}
