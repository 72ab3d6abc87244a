import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { watchAuthorities } from '#lib/mdm/service/watch-authorities.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const made = new Date('2026-11-23T10:00:00Z')
const active = {
  ...createCertificateAuthority({
    organizationName: 'Voorbeeld',
    now: made,
    keyPair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  }),
  id: 'device-ca',
  state: 'active' as const,
}

function makeContext() {
  const seen = { looks: 0, codes: [] as unknown[] }
  const authorities = {
    trusted: async () => [active] as const,
    active: async () => active,
    refreshForStranger: async () => false,
    async refresh() {
      seen.looks++
      if (seen.looks === 2) throw new Error('the database is away')
    },
  }
  const state = { now: made }
  const context = {
    authorities,
    authority: authorities.active,
    clock: () => state.now,
    log: ({ code, message }: { code?: string; message: string }) => seen.codes.push(code ?? message),
  }
  return { context, seen, state }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('watching the authorities', () => {
  it('looks every minute, also after it could not, until it is stopped', async () => {
    const { context, seen } = makeContext()
    const watch = watchAuthorities(context)
    await watch.start()
    await vi.advanceTimersByTimeAsync(3 * minuteMs)
    expect(seen).toEqual({ looks: 3, codes: ['the authorities could not be looked up again'] })
    watch.stop()
    await vi.advanceTimersByTimeAsync(3 * minuteMs)
    expect(seen.looks).toBe(3)
  })

  it('warns once a day from 500 days before the end', async () => {
    const { context, seen, state } = makeContext()
    const watch = watchAuthorities(context)
    await watch.start()
    state.now = new Date(Date.parse('2036-11-23T10:00:00Z') - 501 * dayMs)
    await vi.advanceTimersByTimeAsync(minuteMs)
    expect(seen.codes).toEqual([])
    seen.looks = 2
    for (let day = 0; day < 3; day++) {
      state.now = new Date(state.now.getTime() + dayMs)
      await vi.advanceTimersByTimeAsync(5 * minuteMs)
    }
    expect(seen.codes).toEqual(Array(3).fill('authority_expiring'))
    watch.stop()
  })
})
