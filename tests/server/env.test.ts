import { describe, expect, it } from 'vitest'
import { EnvironmentError, readEnv } from '#lib/server/env.ts'

const company = { OIDC_ISSUER: 'https://id.example.com', OIDC_CLIENT_ID: 'zelf', OIDC_CLIENT_SECRET: 'x' }
const read = (values: Record<string, string>) => readEnv(values as unknown as NodeJS.ProcessEnv)
const refusal = (values: Record<string, string>) => {
  try {
    read(values)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message
    throw error
  }
  return null
}

describe('the environment', () => {
  it('is a demo when nothing is set', () => {
    expect(read({})).toMatchObject({ demo: true, PORT: 3000, HOST: '127.0.0.1' })
  })

  it('is no demo beside an identity provider', () => {
    expect(read(company).demo).toBe(false)
  })

  it('takes an empty setting for an absent one', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000, demo: true })
  })

  it('names every setting that is wrong in one sentence', () => {
    const said = refusal({ PORT: 'many', DATABASE_URL: 'mysql://x', ZELF_MASTER_KEY: 'short' })
    expect(said).toMatch(/PORT.*DATABASE_URL.*ZELF_MASTER_KEY/)
    expect(said).not.toContain('\n')
  })

  it('refuses a demo that strangers could reach or that knows an identity provider', () => {
    expect(refusal({ ZELF_DEMO: 'on', ZELF_PUBLIC_URL: 'https://zelf.example.com' })).toContain(
      'ZELF_PUBLIC_URL',
    )
    expect(refusal({ ...company, ZELF_DEMO: 'on' })).toContain('OIDC_ISSUER')
  })

  it('refuses a production that nobody could sign in to', () => {
    expect(refusal({ DATABASE_URL: 'postgresql://db/zelf' })).toContain('OIDC_ISSUER')
    expect(refusal({ OIDC_ISSUER: 'https://id.example.com' })).toContain('OIDC_CLIENT_ID')
  })

  it('knows the proxies that hand on client certificates, and that there are none', () => {
    expect(read({ ZELF_CLIENT_CERT_PROXIES: '10.0.0.0/8, ::1' })).toMatchObject({
      ZELF_CLIENT_CERT_PROXIES: ['10.0.0.0/8', '::1'],
      ZELF_CLIENT_CERT_HEADER: 'Client-Cert',
    })
    expect(read({}).ZELF_CLIENT_CERT_PROXIES).toBeUndefined()
    for (const wrong of [
      'proxy.example.com',
      '10.0.0.0/33',
      '10.0.0.1,,10.0.0.2',
      '10.0.0.0/8/8',
      'fe80::/x',
    ]) {
      expect(refusal({ ZELF_CLIENT_CERT_PROXIES: wrong })).toContain('ZELF_CLIENT_CERT_PROXIES')
    }
    expect(refusal({ ZELF_CLIENT_CERT_HEADER: 'a b' })).toContain('ZELF_CLIENT_CERT_HEADER')
  })
})
