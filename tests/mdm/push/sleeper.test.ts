import { describe, expect, it } from 'vitest'
import { createSleeper } from '#lib/mdm/push/sleeper.ts'

/** Counts its looks; each takes until it is released. */
function makeSleeper(untilNext: () => Promise<number> = async () => 3_600_000) {
  let looks = 0
  let gate = Promise.resolve()
  const errors: unknown[] = []
  const sleeper = createSleeper({
    async look() {
      looks += 1
      await gate
    },
    untilNext,
    onError: (error) => errors.push(error),
    afterErrorMs: 1,
  })
  return {
    sleeper,
    errors,
    looks: () => looks,
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}

describe('a sleeper', () => {
  it('looks once for all that woke it before it looked', async () => {
    const { sleeper, looks } = makeSleeper()
    sleeper.start()
    for (let count = 0; count < 20; count++) sleeper.wake()
    await expect.poll(looks).toBe(1)
    await sleeper.stop()
    expect(looks()).toBe(1)
  })

  it('looks again for who woke it while it looked', async () => {
    const { sleeper, looks, hold } = makeSleeper()
    const release = hold()
    sleeper.start()
    await expect.poll(looks).toBe(1)
    sleeper.wake()
    sleeper.wake()
    release()
    await expect.poll(looks).toBe(2)
    await sleeper.stop()
    expect(looks()).toBe(2)
  })

  it('wakes by itself at the earliest moment that it was asked for', async () => {
    const { sleeper, looks } = makeSleeper()
    sleeper.start()
    await expect.poll(looks).toBe(1)
    sleeper.wakeBy(60_000)
    sleeper.wakeBy(1)
    sleeper.wakeBy(120_000)
    await expect.poll(looks).toBe(2)
    await sleeper.stop()
  })

  it('tells of what went wrong and goes on', async () => {
    let calls = 0
    const { sleeper, looks, errors } = makeSleeper(async () => {
      calls += 1
      if (calls === 1) throw new Error('no database')
      return 3_600_000
    })
    sleeper.start()
    await expect.poll(looks).toBe(2)
    await sleeper.stop()
    expect(errors).toHaveLength(1)
  })

  it('does nothing once it is stopped', async () => {
    const { sleeper, looks } = makeSleeper()
    sleeper.start()
    await sleeper.stop()
    const before = looks()
    sleeper.wake()
    sleeper.wakeBy(0)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(looks()).toBe(before)
  })
})
