import { describe, expect, it } from 'vitest'
import { createBatch } from '#lib/mdm/service/batch.ts'

type Ask = { channel: string; value: number }

function openGate() {
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  return { gate, open: () => open() }
}

/** Until what was asked is under way. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

/** Doubles each value; the first batch waits at a gate, and all batches are written down. */
function doubling({ gate, fails }: { gate?: Promise<void>; fails?: (ask: Ask) => boolean } = {}) {
  const batches: Ask[][] = []
  const ask = createBatch<Ask, number>({
    keyOf: ({ channel }) => channel,
    maxSize: 4,
    async answer(asks) {
      batches.push([...asks])
      if (batches.length === 1) await gate
      if (asks.some((one) => fails?.(one))) throw new Error('a bad one')
      return asks.map((one) => one.value * 2)
    },
  })
  return { ask, batches }
}

const numbered = (count: number): Ask[] =>
  Array.from({ length: count }, (_, value) => ({ channel: `c${value}`, value }))

describe('a batch', () => {
  it('answers at once when nothing is under way', async () => {
    const { ask, batches } = doubling()
    expect(await ask({ channel: 'a', value: 21 })).toBe(42)
    expect(batches).toHaveLength(1)
  })

  it('gathers what comes while another is under way, and gives each its own answer', async () => {
    const { gate, open } = openGate()
    const { ask, batches } = doubling({ gate })
    const first = ask({ channel: 'first', value: 9 })
    await nextTurn()
    const answers = numbered(4).map(ask)
    open()
    expect(await Promise.all([first, ...answers])).toEqual([18, 0, 2, 4, 6])
    expect(batches.map((batch) => batch.length)).toEqual([1, 4])
  })

  it('never puts two asks of one channel together, and keeps their order', async () => {
    const { ask, batches } = doubling()
    const asks = [
      { channel: 'first', value: 0 },
      { channel: 'same', value: 1 },
      { channel: 'same', value: 2 },
      { channel: 'other', value: 3 },
    ]
    const answers = asks.map(ask)
    expect(await Promise.all(answers)).toEqual([0, 2, 4, 6])
    expect(batches.map((batch) => batch.map((one) => one.value))).toEqual([[0, 1, 3], [2]])
  })

  it('lets a bad one hurt only itself', async () => {
    const { ask } = doubling({ fails: ({ value }) => value === 2 })
    const answers = numbered(4).map(ask)
    const settled = await Promise.allSettled(answers)
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('does not wait for a batch that is stuck', async () => {
    const { gate, open } = openGate()
    const { ask } = doubling({ gate })
    const stuck = ask({ channel: 'stuck', value: 1 })
    await nextTurn()
    expect(await ask({ channel: 'free', value: 2 })).toBe(4)
    open()
    expect(await stuck).toBe(2)
  })

  it('takes no more than its size at a time', async () => {
    const { ask, batches } = doubling()
    const answers = numbered(11).map(ask)
    expect(await Promise.all(answers)).toHaveLength(11)
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(4)
  })
})
