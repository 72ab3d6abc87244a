import { expect, it } from 'vitest'
import { nextAttempt } from '#lib/portal/webhooks/next-attempt.ts'

it('waits longer each time, four hours at most, and gives up after a day', () => {
  const createdAt = new Date('2026-01-01T00:00:00Z')
  const pauses: number[] = []
  let now = createdAt
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt({ attempts, createdAt }, now, 0)
    if (!next) break
    pauses.push((next.getTime() - now.getTime()) / 60_000)
    now = next
  }
  expect(pauses.slice(0, 4)).toEqual([0.5, 1, 2, 4])
  expect(Math.max(...pauses)).toBe(240)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  const hours = (now.getTime() - createdAt.getTime()) / 3_600_000
  expect(hours).toBeGreaterThan(18)
  expect(hours).toBeLessThanOrEqual(24)
})

it('spreads what failed together', () => {
  const createdAt = new Date()
  const at = (spread: number) => nextAttempt({ attempts: 3, createdAt }, createdAt, spread)?.getTime() ?? 0
  expect(at(0.9)).toBeGreaterThan(at(0))
})
