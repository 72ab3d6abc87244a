import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { MdmError } from '../protocol/errors.ts'
import { type Digest, digestInventory } from './digest-inventory.ts'
import { expandAnswer } from './kept-answer.ts'

/**
 * What the thread is handed, and what it gives back.
 * Source: docs/performance.md (inventory)
 */
export type DigestJob = { kind: string; kept: Uint8Array }
/**
 * Source: docs/performance.md (inventory)
 */
export type DigestOutcome =
  | { digest: Digest }
  | { refused: { code: string; message: string } }
  | { failed: string }

function work({ kind, kept }: DigestJob): DigestOutcome {
  try {
    return { digest: digestInventory(kind, expandAnswer(kept)) }
  } catch (error) {
    if (error instanceof MdmError) return { refused: { code: error.code, message: error.message } }
    return { failed: error instanceof Error ? error.message : 'unknown failure' }
  }
}

/** Requests go first where there are few cores. Only Linux has priorities for single threads. */
function yieldToRequests(): void {
  if (process.platform !== 'linux') return
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  if (Number.isInteger(thread)) setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
}

yieldToRequests()
parentPort?.on('message', (job: DigestJob) => parentPort?.postMessage(work(job)))
