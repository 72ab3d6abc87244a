import { createHash } from 'node:crypto'
import type { Actor } from '#lib/auth/actor.ts'
import { beforeCommit, type Transaction } from '#lib/server/prisma.ts'

export interface AuditFact {
  /** noun.verb in the past tense, for example install.approved. */
  action: string
  subject: { kind: string; id: string; label: string }
  /** What a later reader needs; never a secret. */
  detail?: Record<string, string | number | boolean | null | string[]>
}

/** The fields that the hash covers, in this order and shape for ever. */
export interface HashedEntry {
  id: bigint
  at: Date
  actorKind: string
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  subjectLabel: string
  detail: unknown
  previousHash: string
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, inner]) => [key, canonical(inner)])
}

/** SHA-256 (hex) over an entry and the hash of the one before it. */
export function hashAuditEntry(entry: HashedEntry): string {
  const fields = [
    entry.id.toString(),
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.subjectLabel,
    canonical(entry.detail),
    entry.previousHash,
  ]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** Any number of digits will do; it must only be the same one everywhere. */
const auditLock = 7_305_001

/**
 * Adds an entry to the audit trail in the caller's transaction, chained to the newest one.
 * Entries are written one at a time, under a lock that is held until the transaction ends. So they are written last:
 * a transaction that took the lock and then waited for a row would hold up, or deadlock with, all others.
 */
export async function recordAudit(tx: Transaction, actor: Actor, fact: AuditFact): Promise<void> {
  beforeCommit(tx, () => writeEntry(tx, actor, fact))
}

async function writeEntry(tx: Transaction, actor: Actor, fact: AuditFact): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${auditLock}::bigint)`
  const last = await tx.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { id: true, hash: true } })
  const entry = {
    id: (last?.id ?? 0n) + 1n,
    at: new Date(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action: fact.action,
    subjectKind: fact.subject.kind,
    subjectId: fact.subject.id,
    // Half a character at the cut would be stored as another one, and the hash would not fit what is read back.
    subjectLabel: fact.subject.label.slice(0, 200).toWellFormed(),
    detail: fact.detail ?? {},
    previousHash: last?.hash ?? '',
  }
  await tx.auditEntry.create({ data: { ...entry, hash: hashAuditEntry(entry) } })
}
