import type { Actor } from '#lib/auth/actor.ts'
import type { AppPackage, Install } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { digestToken } from './download-token.ts'

export interface FoundLink {
  tokenSha256: string
  install: Install
  package: AppPackage
}

/** What a token opens, or null: unknown, expired, revoked, of the other kind and malformed all look alike. */
export async function findLink(
  _actor: Actor,
  token: string,
  kind: 'manifest' | 'package',
  now: Date,
): Promise<FoundLink | null> {
  const tokenSha256 = digestToken(token)
  if (!tokenSha256) return null
  const link = await prisma().downloadLink.findFirst({
    where: { tokenSha256, kind, expiresAt: { gt: now } },
    include: { install: true },
  })
  if (!link) return null
  const found = await prisma().appPackage.findUnique({ where: { id: link.packageId } })
  return found && { tokenSha256, install: link.install, package: found }
}
