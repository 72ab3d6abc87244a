import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import type { AuditEntry, Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { AuditFilter } from './schema.ts'

export const auditPageSize = 50

const dayMilliseconds = 24 * 60 * 60 * 1000

function conditions(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const contains = (text: string) => ({ contains: text, mode: 'insensitive' as const })
  const { action, subject, person, from, to, before } = filter
  return {
    action,
    id: before ? { lt: BigInt(before) } : undefined,
    at: {
      gte: from ? new Date(from) : undefined,
      lt: to ? new Date(Date.parse(to) + dayMilliseconds) : undefined,
    },
    actorName: person ? contains(person) : undefined,
    OR: subject ? [{ subjectLabel: contains(subject) }, { subjectId: subject }] : undefined,
  }
}

/** A page of the audit trail, newest first; nextBefore leads to the page after it. Admins only. */
export async function listAuditEntries(
  actor: Actor,
  filter: AuditFilter,
): Promise<{ entries: AuditEntry[]; nextBefore: string | null }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const found = await prisma().auditEntry.findMany({
    where: conditions(filter),
    orderBy: { id: 'desc' },
    take: auditPageSize + 1,
  })
  const entries = found.slice(0, auditPageSize)
  const last = entries.at(-1)
  return { entries, nextBefore: found.length > auditPageSize && last ? last.id.toString() : null }
}

/** Every kind of action there is in the trail, for the filter. Admins only. */
export async function listAuditActions(actor: Actor): Promise<string[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  // From each kind to the next one by index: there are few kinds and many entries.
  const rows = await prisma().$queryRaw<{ action: string }[]>`
    WITH RECURSIVE kinds AS (
      (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT action FROM audit_entry WHERE action > kinds.action ORDER BY action LIMIT 1)
      FROM kinds WHERE action IS NOT NULL
    )
    SELECT action FROM kinds WHERE action IS NOT NULL`
  return rows.map((row) => row.action)
}
