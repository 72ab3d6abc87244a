import { describe, expect, it } from 'vitest'
import { createBodyBudget } from '#lib/mdm/http/body-budget.ts'

/** Whether it has come in by now. */
async function isIn(taken: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    taken.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(resolve, false)),
  ])
}

describe('the room for large bodies', () => {
  it('lets in what fits, in order, and the next when there is room again', async () => {
    const room = createBodyBudget(10)
    const first = room.take(6)
    const second = room.take(6)
    const third = room.take(1)
    expect(await isIn(first)).toBe(true)
    expect([await isIn(second), await isIn(third)]).toEqual([false, false])
    ;(await first)()
    expect([await isIn(second), await isIn(third)]).toEqual([true, true])
  })

  it('gives the whole of it to what is larger', async () => {
    const room = createBodyBudget(10)
    const large = room.take(50)
    const small = room.take(1)
    expect([await isIn(large), await isIn(small)]).toEqual([true, false])
    ;(await large)()
    expect(await isIn(small)).toBe(true)
  })

  it('counts what is given back once', async () => {
    const room = createBodyBudget(10)
    const giveBack = await room.take(10)
    giveBack()
    giveBack()
    expect(await isIn(room.take(10))).toBe(true)
    expect(await isIn(room.take(1))).toBe(false)
  })
})
