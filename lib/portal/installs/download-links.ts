import type { Transaction } from '#lib/server/prisma.ts'
import { createManifestToken, digestToken, packageTokenOf } from './download-token.ts'

const day = 24 * 60 * 60 * 1000

interface LinkWish {
  installId: string
  packageId: string
  /** Until when the Mac may still fetch the command that carries the link. */
  waitsUntil: Date
}

/**
 * Makes new links for an install and ends the earlier ones. They live a day longer than the command may wait;
 * limitLinks shortens that to a day once the Mac has taken it.
 *
 * returns  the token of the manifest; it is kept nowhere but in the command
 */
export async function issueLinks(tx: Transaction, wish: LinkWish): Promise<string> {
  const { installId, packageId } = wish
  const token = createManifestToken()
  const expiresAt = new Date(wish.waitsUntil.getTime() + day)
  await revokeLinks(tx, installId)
  await tx.downloadLink.createMany({
    data: [
      { tokenSha256: digestOf(token), kind: 'manifest', installId, packageId, expiresAt },
      { tokenSha256: digestOf(packageTokenOf(token)), kind: 'package', installId, packageId, expiresAt },
    ],
  })
  return token
}

/** From the moment the Mac has the command, its links live for a day. */
export async function limitLinks(tx: Transaction, installId: string, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + day)
  await tx.downloadLink.updateMany({
    where: { installId, expiresAt: { gt: expiresAt } },
    data: { expiresAt },
  })
}

export async function revokeLinks(tx: Transaction, installId: string): Promise<void> {
  await tx.downloadLink.deleteMany({ where: { installId } })
}

function digestOf(token: string): string {
  const digest = digestToken(token)
  if (!digest) throw new Error('a token of our own has the wrong shape')
  return digest
}
