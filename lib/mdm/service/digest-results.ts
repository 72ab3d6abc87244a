import { MdmError } from '../protocol/errors.ts'
import { storeEnrollmentFacts } from '../store/enrollment-facts.ts'
import {
  type ResultRow,
  renewResults,
  storeInventory,
  storeResultFailure,
  storeResultRetry,
  takeResults,
} from '../store/results.ts'
import { backOffMs } from './back-off.ts'
import { type Digest, digestInventory } from './digest-inventory.ts'
import type { DigestThread } from './digest-thread.ts'
import { isLongAnswer, unsealAnswer } from './kept-answer.ts'
import type { MdmContext } from './mdm-context.ts'
import { createYielding } from './yield-to-requests.ts'

const batchSize = 5
const restAfterDigest = 4
const maxAttempts = 3
/** Renewed while a batch is at work, so it only has to outlast a process that died. */
const leaseMs = 30_000
const renewMs = 10_000

/**
 * Turns the answers that wait into inventory, a few at a time, until none is left or `limit` were taken. One that
 * cannot be read is set aside with its reason and holds up nothing else. Long ones are read in a thread.
 *
 * returns  how many were filed
 * spec     mdm/commands/*.yaml (responsekeys)
 */
export async function digestResults(
  context: MdmContext,
  thread: DigestThread,
  limit = Number.POSITIVE_INFINITY,
): Promise<number> {
  let filed = 0
  for (let left = limit; left > 0; left -= batchSize) {
    const size = Math.min(batchSize, left)
    const batch = await takeResults(context.sql, size, context.clock(), leaseEnd(context))
    if (batch.length === 0) return filed
    filed += await digestBatch(context, thread, batch)
  }
  return filed
}

function leaseEnd(context: MdmContext): Date {
  return new Date(context.clock().getTime() + leaseMs)
}

async function digestBatch(context: MdmContext, thread: DigestThread, batch: ResultRow[]): Promise<number> {
  const waiting = new Set(batch.map(({ id }) => id))
  const renewing = setInterval(() => void renew(context, [...waiting]), renewMs)
  const giveWay = createYielding(restAfterDigest)
  let filed = 0
  try {
    for (const row of batch) {
      const began = performance.now()
      if (await digestOne(context, thread, row)) filed += 1
      waiting.delete(row.id)
      // A wave of long answers takes only what requests leave of the machine.
      if (isLongAnswer(row.body)) await giveWay(performance.now() - began)
    }
  } finally {
    clearInterval(renewing)
  }
  return filed
}

/** What cannot be renewed may be digested twice, which files the same. */
async function renew(context: MdmContext, ids: string[]): Promise<void> {
  try {
    await renewResults(context.sql, ids, leaseEnd(context))
  } catch (error) {
    context.log({ level: 'warn', message: 'answers could not be held for longer', error })
  }
}

/** An unreadable answer is set aside at once; a failing database or thread gets two further chances. */
async function digestOne(context: MdmContext, thread: DigestThread, row: ResultRow): Promise<boolean> {
  if (row.attempts > maxAttempts) {
    await storeResultFailure(context.sql, row.id, 'gave up after several attempts')
    return false
  }
  try {
    const { json, facts } = await digest(context, thread, row)
    // First, as it may be done twice and the other ends the attempts.
    if (facts) await storeEnrollmentFacts(context.sql, row.enrollmentId, facts)
    return await storeInventory(context.sql, row, json)
  } catch (error) {
    const { enrollmentId } = row
    context.log({ level: 'error', message: 'an answer was not digested', enrollmentId, error })
    if (error instanceof MdmError) await storeResultFailure(context.sql, row.id, error.message)
    else await tryLater(context, row)
    return false
  }
}

async function digest(context: MdmContext, thread: DigestThread, row: ResultRow): Promise<Digest> {
  const kept = unsealAnswer(context, row.body)
  if (isLongAnswer(kept)) return thread.digest({ kind: row.requestType, kept })
  const read = digestInventory(row.requestType, kept)
  if (row.requestType !== 'ActivationLockBypassCode') return read
  const sealed = Buffer.from(context.seal(Buffer.from(read.json, 'utf8'))).toString('base64')
  return { json: JSON.stringify({ sealed }), facts: null }
}

async function tryLater(context: MdmContext, row: ResultRow): Promise<void> {
  const waitMs = backOffMs(row.attempts, context.randomBytes)
  await storeResultRetry(context.sql, row.id, new Date(context.clock().getTime() + waitMs))
}
