import { NextRequest } from 'next/server.js'
import { describe, expect, it, vi } from 'vitest'
import { isStrangeHost } from '#lib/auth/is-strange-host.ts'
import { proxy } from '../../proxy.ts'

vi.hoisted(() => {
  Object.assign(process.env, { ZELF_DEMO: 'on', HOST: '127.0.0.1' })
})

const strange = (host: string | null, listensOn = '127.0.0.1', demo = true) =>
  isStrangeHost({ host, demo, listensOn })

describe('promise 15: no other site’s page signs in at a demo by a name that leads to this machine', () => {
  it.each([
    'evil.example:3000',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '',
    null,
  ])('such as %s', (host) => expect(strange(host)).toBe(true))

  it.each([
    '127.0.0.1:3000',
    'localhost:3000',
    'LOCALHOST',
    '[::1]:3000',
    'zelf.localhost:3000',
    '127.0.0.2',
  ])('while %s is this machine', (host) => expect(strange(host)).toBe(false))

  it('and a page that came by such a name can write nothing, though origin and host are the same', () => {
    const headers = { origin: 'http://evil.example:3000', host: 'evil.example:3000' }
    const request = new NextRequest('http://evil.example:3000/sign-in', { method: 'POST', headers })
    expect(proxy(request).status).toBe(421)
  })

  it('and where a name decides nothing, every name will do', () => {
    expect(strange('zelf.example', '0.0.0.0')).toBe(false)
    expect(strange('zelf.example', '127.0.0.1', false)).toBe(false)
  })
})
