import { describe, expect, it } from 'vitest'
import { readEnv } from '#lib/server/env.ts'

const read = (source: Record<string, string>) => readEnv({ NODE_ENV: 'production', ...source })

describe('promise 15: nobody is let in without a sign-in by oversight', () => {
  it('for a demo that others on the network could reach must be asked for by name', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5', 'zelf.internal']) {
      expect(() => read({ HOST }), HOST).toThrow(/ZELF_DEMO=on for a demo/)
      expect(read({ HOST, ZELF_DEMO: 'on' }).demo, HOST).toBe(true)
    }
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) expect(read({ HOST }).demo, HOST).toBe(true)
  })

  it('and what belongs to a company is no demo, whatever is asked', () => {
    const owned: Record<string, string>[] = [
      { OIDC_ISSUER: 'https://id.example' },
      { ZELF_PUBLIC_URL: 'https://zelf.example' },
    ]
    for (const own of owned)
      expect(() => read({ ...own, ZELF_DEMO: 'on' })).toThrow(/Demo mode signs anybody in/)
    for (const near of ['https://127.0.0.1.evil.example', 'http://localhost.evil.example'])
      expect(() => read({ ZELF_PUBLIC_URL: near, ZELF_DEMO: 'on' })).toThrow(/Demo mode signs anybody in/)
  })
})
