import type { Actor } from '#lib/auth/actor.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import type { FoundLink } from './find-link.ts'
import { moveInstall } from './move-install.ts'
import { deadlineOf } from './states.ts'

const inHand = ['waiting_for_mac', 'mac_busy', 'sent', 'asked_on_mac', 'declined_on_mac', 'failed']

/** The Mac fetched the manifest: it is at work, whatever it said or did not say before. */
export async function noteManifestFetched(actor: Actor, { install }: FoundLink): Promise<void> {
  if (!inHand.includes(install.state)) return
  await inTransaction(async (tx) => {
    await moveInstall(tx, actor, install.id, {
      to: 'downloading',
      cause: { kind: 'download', what: 'manifest' },
    })
  })
}

/**
 * Writes how far the package has got: the furthest byte up to which nothing is missing. A part that begins beyond that
 * point does not count until the gap is filled. A download that moves on gets its time anew.
 *
 * returns  the bytes that count
 */
export async function noteProgress(
  _actor: Actor,
  { install, tokenSha256 }: FoundLink,
  from: number,
  to: number,
): Promise<number> {
  const deadlineAt = deadlineOf('downloading', new Date())
  const rows = await prisma().$queryRaw<{ bytes: bigint }[]>`
    UPDATE install SET
      downloaded_bytes = CASE WHEN downloaded_bytes >= ${from}::bigint
        THEN greatest(downloaded_bytes, ${to}::bigint) ELSE downloaded_bytes END,
      deadline_at = CASE WHEN state = 'downloading' THEN ${deadlineAt} ELSE deadline_at END
    WHERE id = ${install.id}::uuid
      AND EXISTS (SELECT FROM download_link WHERE token_sha256 = ${tokenSha256})
    RETURNING downloaded_bytes AS bytes`
  return Number(rows[0]?.bytes ?? 0)
}

/** The last byte was handed over, by a link that still counts. */
export async function noteDelivered(actor: Actor, { install, tokenSha256 }: FoundLink): Promise<void> {
  await inTransaction(async (tx) => {
    const link = await tx.downloadLink.findUnique({ where: { tokenSha256 } })
    if (!link) return
    await moveInstall(tx, actor, install.id, {
      to: 'installing',
      cause: { kind: 'download', what: 'package' },
    })
  })
}
