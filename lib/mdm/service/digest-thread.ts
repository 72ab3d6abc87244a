import { Worker } from 'node:worker_threads'
import { MdmError } from '../protocol/errors.ts'
import type { Digest } from './digest-inventory.ts'
import type { DigestJob, DigestOutcome } from './digest-worker.ts'

/**
 * Reads long answers in a thread of its own, one at a time, so that no request waits for it.
 * Source: docs/performance.md (inventory)
 */
export type DigestThread = {
  /** Throws MdmError for an answer that cannot be read, another error when the thread died over it. */
  digest(job: DigestJob): Promise<Digest>
  stop(): Promise<void>
}

const file = 'digest-worker.ts'
const limits = { maxOldGenerationSizeMb: 512 }
/** A busy machine may take its time; an answer that takes so long is meant to. */
const timeoutMs = 60_000
const idleMs = 60_000

/**
 * Starts no thread before the first long answer, and ends it when none came for a minute.
 * Source: docs/performance.md (inventory)
 */
export function createDigestThread(): DigestThread {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  function startWorker(): Worker {
    const started = new Worker(new URL(file, import.meta.url), { resourceLimits: limits })
    // One that dies with nothing to do is replaced when there is something.
    return started.on('error', () => {
      if (worker === started) worker = null
    })
  }

  async function run(job: DigestJob): Promise<Digest> {
    clearTimeout(idle)
    worker ??= startWorker()
    try {
      return readOutcome(await ask(worker, job))
    } catch (error) {
      if (!(error instanceof MdmError)) await end()
      throw error
    } finally {
      idle = setTimeout(() => void end(), idleMs).unref()
    }
  }

  return {
    digest(job) {
      const result = last.then(() => run(job))
      last = result.catch(() => undefined)
      return result
    },
    async stop() {
      await last
      await end()
    },
  }
}

function ask(worker: Worker, job: DigestJob): Promise<DigestOutcome> {
  worker.ref()
  return new Promise<DigestOutcome>((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      // So that the process may end while the thread has nothing to do.
      worker.unref()
      act()
    }
    const onMessage = (outcome: DigestOutcome) => settle(() => resolve(outcome))
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = () => onError(new Error('the thread ended over an answer'))
    const timer = setTimeout(() => onError(new Error('an answer took too long to read')), timeoutMs)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(job)
  })
}

function readOutcome(outcome: DigestOutcome): Digest {
  if ('digest' in outcome) return outcome.digest
  if ('refused' in outcome) throw new MdmError(outcome.refused.code, outcome.refused.message)
  throw new Error(outcome.failed)
}
