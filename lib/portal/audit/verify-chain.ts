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

const batchSize = 1_000

function breakIn(entry: AuditEntry, expectedId: bigint, previousHash: string): BreakKind | null {
  if (entry.id !== expectedId) return 'missing'
  if (entry.previousHash !== previousHash) return 'unlinked'
  return entry.hash === hashAuditEntry(entry) ? null : 'altered'
}

/**
 * Recomputes the whole chain, oldest first, and names the first entry that was altered, taken out or put in.
 * Entries cut off at the newest end leave a shorter, intact chain: who must notice that keeps lastHash elsewhere.
 */
export async function verifyChain(actor: Actor): Promise<ChainState> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  let previous = { id: 0n, hash: '' }
  for (;;) {
    const batch = await prisma().auditEntry.findMany({
      where: { id: { gt: previous.id } },
      orderBy: { id: 'asc' },
      take: batchSize,
    })
    for (const entry of batch) {
      const kind = breakIn(entry, previous.id + 1n, previous.hash)
      if (kind) {
        const first = kind === 'missing' ? previous.id + 1n : entry.id
        return { intact: false, count: Number(previous.id), entry: first.toString(), kind }
      }
      previous = entry
    }
    if (batch.length < batchSize) break
  }
  return { intact: true, count: Number(previous.id), lastHash: previous.hash }
}
