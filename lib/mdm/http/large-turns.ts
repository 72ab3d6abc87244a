import { performance } from 'node:perf_hooks'
import { createYielding } from '../service/yield-to-requests.ts'

/**
 * Does a piece of work on a large body when its turn has come.
 * Source: docs/performance.md (inventory)
 */
export type LargeTurns = <T>(work: () => Promise<T>) => Promise<T>

/** Macs wait for their turn with the connection open, so it comes sooner than that of a job. */
const restAfterTurn = 2

/**
 * One large body is dealt with at a time, in the order in which they were read, and after each the process rests for
 * those that ask for little: the longer, the busier they keep it.
 * Source: docs/performance.md (inventory)
 */
export function createLargeTurns(): LargeTurns {
  const giveWay = createYielding(restAfterTurn)
  let last: Promise<void> = Promise.resolve()
  return async (work) => {
    const before = last
    let pass = (): void => undefined
    last = new Promise((resolve) => {
      pass = resolve
    })
    await before
    const began = performance.now()
    try {
      return await work()
    } finally {
      void giveWay(performance.now() - began).then(pass)
    }
  }
}
