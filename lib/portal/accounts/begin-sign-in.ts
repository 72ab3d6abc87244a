import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { type Attempts, countAttempt, signInRules } from './sign-in-rules.ts'
import { digestSource, networkOf, type SignInSource } from './sign-in-source.ts'

/**
 * Counts a sign-in before it is looked at, in one row that all processes share, so that many at once are many. Gives
 * until when to wait, or null to go on. That somebody has to wait is in the audit trail, once for each wait.
 */
export async function beginSignIn(
  actor: Actor,
  source: SignInSource,
  now = new Date(),
): Promise<Date | null> {
  return inTransaction(async (tx) => {
    const sourceSha256 = digestSource(source)
    const row = await holdAttempts(tx, sourceSha256, now)
    if (!row.waitUntil || row.waitUntil <= now) {
      const data = { ...countAttempt(signInRules[source.kind], row, now), refusalTold: false }
      await tx.signInAttempts.update({ where: { sourceSha256 }, data })
      return null
    }
    if (!row.refusalTold) await tell(tx, actor, { source, sourceSha256, until: row.waitUntil })
    return row.waitUntil
  })
}

/** The row, made when there is none, which nobody else changes until the transaction ends. */
async function holdAttempts(
  tx: Transaction,
  sourceSha256: string,
  now: Date,
): Promise<Attempts & { refusalTold: boolean }> {
  const [row] = await tx.$queryRaw<(Attempts & { refusalTold: boolean })[]>`
    INSERT INTO sign_in_attempts AS a (source_sha256, count, last_at) VALUES (${sourceSha256}, 0, ${now})
    ON CONFLICT (source_sha256) DO UPDATE SET count = a.count
    RETURNING count, last_at AS "lastAt", wait_until AS "waitUntil", refusal_told AS "refusalTold"`
  return row ?? { count: 0, lastAt: now, waitUntil: null, refusalTold: false }
}

async function tell(
  tx: Transaction,
  actor: Actor,
  { source, sourceSha256, until }: { source: SignInSource; sourceSha256: string; until: Date },
): Promise<void> {
  await tx.signInAttempts.update({ where: { sourceSha256 }, data: { refusalTold: true } })
  const label = source.kind === 'account' ? source.name : networkOf(source.address)
  await recordAudit(tx, actor, {
    action: 'sign_in.limited',
    subject: { kind: 'sign_in', id: sourceSha256.slice(0, 16), label },
    detail: { by: source.kind, until: until.toISOString() },
  })
}
