import { describe, expect, it } from 'vitest'
import { createDrain } from '#lib/jobs/create-drain.ts'

function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

describe('a drain', () => {
  it('runs once at a time, and once more for all that woke it meanwhile', async () => {
    let [running, most, runs] = [0, 0, 0]
    const [first, second] = [gate(), gate()]
    const drain = createDrain('test', async () => {
      running += 1
      runs += 1
      most = Math.max(most, running)
      if (runs === 1) await first.opened
      else second.open()
      running -= 1
    })
    drain.wake()
    drain.wake()
    drain.wake()
    first.open()
    await second.opened
    await drain.stop()
    expect({ most, runs }).toEqual({ most: 1, runs: 2 })
  })

  it('tries again by itself after a failure', async () => {
    const done = gate()
    let runs = 0
    const drain = createDrain('test', async () => {
      runs += 1
      if (runs === 1) throw new Error('the first time')
      done.open()
    })
    drain.wake()
    await done.opened
    await drain.stop()
    expect(runs).toBe(2)
  })

  it('starts nothing after it was stopped', async () => {
    let runs = 0
    const drain = createDrain('test', async () => {
      runs += 1
    })
    await drain.stop()
    drain.wake()
    expect(runs).toBe(0)
  })

  it('goes on by itself while there is more, and stops between two parts', async () => {
    const third = gate()
    let runs = 0
    const drain = createDrain('test', async () => {
      runs += 1
      if (runs === 3) third.open()
      return true
    })
    drain.wake()
    await third.opened
    await drain.stop()
    expect(runs).toBe(3)
  })

  it('rests after a run, and takes all that woke it meanwhile as one', async () => {
    const [first, second] = [gate(), gate()]
    let runs = 0
    const drain = createDrain(
      'test',
      async () => {
        runs += 1
        if (runs === 1) first.open()
        else second.open()
      },
      { restMs: 20 },
    )
    drain.wake()
    await first.opened
    for (let n = 0; n < 50; n += 1) drain.wake()
    await second.opened
    await drain.stop()
    expect(runs).toBe(2)
  })
})
