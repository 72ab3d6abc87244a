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

parentPort?.on('message', (job: DigestJob) => parentPort?.postMessage(work(job)))
