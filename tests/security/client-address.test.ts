import { describe, expect, it } from 'vitest'
import { clientAddressReader } from '#lib/server/client-address.ts'

const read = clientAddressReader(['10.0.0.0/8', '2001:db8:ffff::/48'])

describe('promise 14: nobody chooses from which address they come', () => {
  it.each([
    ['a stranger who names another', '198.51.100.1', '203.0.113.1', '198.51.100.1'],
    ['a stranger over IPv6', '2001:db8::7', undefined, '2001:db8::7'],
    ['IPv4 that came over IPv6', '::ffff:198.51.100.1', undefined, '198.51.100.1'],
    ['a proxy of ours', '10.1.2.3', '203.0.113.1', '203.0.113.1'],
    ['a proxy on the same machine', '127.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['two proxies of ours', '10.1.2.3', '203.0.113.1, 10.9.9.9', '203.0.113.1'],
    ['what a client wrote before the proxy did', '10.1.2.3', '192.0.2.99, 203.0.113.1', '203.0.113.1'],
    ['nonsense before it', '10.1.2.3', '"><script>, 203.0.113.1', '203.0.113.1'],
    ['nonsense from the proxy', '10.1.2.3', '203.0.113.1, unknown', null],
    ['a proxy that names nobody', '10.1.2.3', undefined, null],
    ['this machine', '127.0.0.1', undefined, null],
    ['no connection any more', undefined, '203.0.113.1', null],
  ])('%s', (_who, peer, forwardedFor, address) => {
    expect(read(peer, forwardedFor)).toBe(address)
  })
})
