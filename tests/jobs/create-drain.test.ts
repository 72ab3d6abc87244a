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
})
