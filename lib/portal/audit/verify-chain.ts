import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import type { AuditEntry } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { hashAuditEntry } from './record-audit.ts'

export type BreakKind = 'missing' | 'altered' | 'unlinked'

export type ChainState =
  | { intact: true; count: number; lastHash: string }
  /** entry: the number of the first entry that is not as it was written; count: how many before it are. */
  | { intact: false; count: number; entry: string; kind: BreakKind }

/** Up to where the chain was found intact, and when it was last read from the first entry. */
interface Verified {
  id: bigint
  hash: string
  wholeAt: number
}

const batchSize = 1_000
const wholeEveryMs = 60 * 60 * 1000
/** A trail of this length is read whole in about a second, so nothing is taken on trust. */
const shortTrail = 20_000

/** By the database's own client: what is known of one database says nothing of another. */
const remembered = new WeakMap<object, Verified>()

function breakIn(entry: AuditEntry, expectedId: bigint, previousHash: string): BreakKind | null {
  if (entry.id !== expectedId) return 'missing'
  if (entry.previousHash !== previousHash) return 'unlinked'
  return entry.hash === hashAuditEntry(entry) ? null : 'altered'
}

/** Where to go on from, when the last check is fresh and the entry where it ended is still the same and all there. */
async function findStart(shortUpTo: number): Promise<Verified | null> {
  const known = remembered.get(prisma())
  if (!known || known.id <= shortUpTo || Date.now() - known.wholeAt >= wholeEveryMs) return null
  const entry = await prisma().auditEntry.findUnique({ where: { id: known.id } })
  if (!entry || entry.hash !== known.hash || hashAuditEntry(entry) !== known.hash) return null
  // Ids begin at one and have no holes: as many entries up to here as the number says, or some were taken out.
  const count = await prisma().auditEntry.count({ where: { id: { lte: known.id } } })
  return BigInt(count) === known.id ? known : null
}

/**
 * Names the first entry that was altered, taken out or put in. The whole chain is recomputed, oldest first; of a long
 * one, at the first call in the process, when an hour has passed, or when asked, and otherwise only what came since.
 * Entries cut off at the newest end leave a shorter, intact chain: who must notice that keeps lastHash elsewhere.
 */
export async function verifyChain(
  actor: Actor,
  { whole = false, shortUpTo = shortTrail } = {},
): Promise<ChainState> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const start = whole ? null : await findStart(shortUpTo)
  const wholeAt = start?.wholeAt ?? Date.now()
  let previous = { id: start?.id ?? 0n, hash: start?.hash ?? '' }
  for (;;) {
    const batch = await prisma().auditEntry.findMany({
      where: { id: { gt: previous.id } },
      orderBy: { id: 'asc' },
      take: batchSize,
    })
    for (const entry of batch) {
      const kind = breakIn(entry, previous.id + 1n, previous.hash)
      if (kind) {
        remembered.delete(prisma())
        const first = kind === 'missing' ? previous.id + 1n : entry.id
        return { intact: false, count: Number(previous.id), entry: first.toString(), kind }
      }
      previous = { id: entry.id, hash: entry.hash }
    }
    if (batch.length < batchSize) break
  }
  if (previous.id > 0n) remembered.set(prisma(), { ...previous, wholeAt })
  return { intact: true, count: Number(previous.id), lastHash: previous.hash }
}
