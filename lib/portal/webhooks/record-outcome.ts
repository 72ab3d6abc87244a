import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { nextAttempt } from './next-attempt.ts'
import type { DueDelivery } from './take-deliveries.ts'
import { testEvent } from './webhook-events.ts'

export interface Outcome {
  /** Null: it was taken. */
  failure: string | null
  now: Date
  /** 0 to 1, by chance. */
  spread: number
}

const disableAfterMs = 3 * 24 * 60 * 60 * 1000

/** Stops sending to a webhook that has failed for three days, and says so in the audit trail and on the page. */
async function disableWhenHopeless(
  tx: Transaction,
  actor: Actor,
  due: DueDelivery,
  now: Date,
): Promise<void> {
  const { webhookId, url } = due
  const failingSince = { lte: new Date(now.getTime() - disableAfterMs) }
  const disabled = await tx.webhook.updateMany({
    where: { id: webhookId, disabledAt: null, failingSince },
    data: { disabledAt: now },
  })
  if (disabled.count === 0) return
  await tx.webhookDelivery.updateMany({
    where: { webhookId, retryAt: { not: null } },
    data: { retryAt: null, failure: 'webhook_disabled' },
  })
  await recordAudit(tx, actor, {
    action: 'webhook.disabled',
    subject: { kind: 'webhook', id: webhookId, label: new URL(url).host },
  })
}

async function noteFailure(tx: Transaction, actor: Actor, due: DueDelivery, failure: string, now: Date) {
  const { webhookId } = due
  await tx.webhook.updateMany({ where: { id: webhookId }, data: { failure } })
  const first = { id: webhookId, failingSince: null }
  await tx.webhook.updateMany({ where: first, data: { failingSince: now } })
  await disableWhenHopeless(tx, actor, due, now)
}

/**
 * Writes down what came of an attempt: over, or when it is tried again, and how the webhook is doing. A test says
 * nothing about that, and is not repeated.
 */
export async function recordOutcome(
  actor: Actor,
  due: DueDelivery,
  { failure, now, spread }: Outcome,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const isTest = due.event === testEvent
  await inTransaction(async (tx) => {
    // The webhook may have been deleted meanwhile, and its messages with it: then nothing is updated.
    await tx.webhookDelivery.updateMany({
      where: { id: due.id },
      data: failure
        ? { failure, retryAt: isTest ? null : nextAttempt(due, now, spread) }
        : { failure: null, retryAt: null, deliveredAt: now },
    })
    if (isTest) return
    if (failure) return noteFailure(tx, actor, due, failure, now)
    await tx.webhook.updateMany({
      where: { id: due.webhookId, failingSince: { not: null } },
      data: { failingSince: null, failure: null },
    })
  })
}
