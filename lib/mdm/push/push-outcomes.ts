import type { MdmOptions } from '../service/mdm-options.ts'
import {
  type PushOutcome,
  storeDeadTokens,
  storePushFailures,
  storePushSuccesses,
  storeRefusedTokens,
} from '../store/push-outcomes.ts'

/**
 * Writes down what came of pushes, many in one statement: what comes in while one is being written makes the next.
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushOutcomes = {
  add(outcome: PushOutcome): void
  /** When all that was added is written down, or given up. */
  written(): Promise<void>
}

type Options = Pick<MdmOptions, 'sql' | 'clock' | 'log'> & {
  /** nextDue: the earliest moment at which one of them wants another push, or null. */
  onWritten(batch: readonly PushOutcome[], nextDue: Date | null): void
}

const attempts = 3

/**
 * What cannot be written is left to the lease: those Macs are pushed once more.
 * Source: Apple, "Handling notification responses from APNs"
 */
export function createPushOutcomes(options: Options): PushOutcomes {
  let heap: PushOutcome[] = []
  let writing: Promise<void> | null = null

  const writeAll = async (): Promise<void> => {
    // The answers of one read from the network come together.
    await new Promise((resolve) => setImmediate(resolve))
    while (heap.length > 0) {
      const batch = heap
      heap = []
      const nextDue = await writeBatch(options, batch)
      options.onWritten(batch, nextDue)
    }
  }
  const start = (): Promise<void> => {
    writing ??= writeAll().finally(() => {
      writing = null
    })
    return writing
  }
  return {
    add(outcome) {
      heap.push(outcome)
      start()
    },
    async written() {
      while (writing) await writing
    },
  }
}

async function writeBatch(options: Options, batch: readonly PushOutcome[]): Promise<Date | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await storeOutcomes(options, batch)
    } catch (error) {
      options.log({ level: 'error', message: 'what came of pushes could not be written down', error })
      if (attempt === attempts) return null
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt))
    }
  }
}

async function storeOutcomes({ sql, clock }: Options, batch: readonly PushOutcome[]): Promise<Date | null> {
  const of = (kind: PushOutcome['kind']) => batch.filter((outcome) => outcome.kind === kind)
  const now = clock()
  const [succeeded, failed, refused, dead] = [of('delivered'), of('failed'), of('refused'), of('dead')]
  const again = succeeded.length > 0 && (await storePushSuccesses(sql, succeeded, now))
  if (failed.length > 0) await storePushFailures(sql, failed)
  if (refused.length > 0) await storeRefusedTokens(sql, refused)
  if (dead.length > 0) await storeDeadTokens(sql, dead)
  if (again) return now
  const moments = batch.flatMap(({ againAt }) => (againAt ? [againAt.getTime()] : []))
  return moments.length > 0 ? new Date(moments.reduce((a, b) => Math.min(a, b))) : null
}
