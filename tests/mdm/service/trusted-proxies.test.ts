import { describe, expect, it } from 'vitest'
import { createTrustedProxies } from '#lib/mdm/service/trusted-proxies.ts'

const trusts = (addresses: string[], address: string) =>
  createTrustedProxies({ addresses, header: 'Client-Cert' }).trusts(address)

describe('trusted proxies', () => {
  it.each([
    [['192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [['192.0.2.7'], '::ffff:192.0.2.7', true],
    [['10.0.0.0/8', '2001:db8::/32'], '10.255.1.2', true],
    [['10.0.0.0/8', '2001:db8::/32'], '2001:db8:1::5', true],
    [['10.0.0.0/8', '2001:db8::/32'], '2001:db9::5', false],
    [['::1'], '::1', true],
    [['::1'], '127.0.0.1', false],
    [['0.0.0.0/0'], '198.51.100.1', true],
    [[], '127.0.0.1', false],
    [['127.0.0.1'], '', false],
    [['127.0.0.1'], 'localhost', false],
  ])('of %j: %s is one: %s', (addresses, address, isOne) => expect(trusts(addresses, address)).toBe(isOne))

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', '::/129', '1.2.3', '', '10.0.0.0/8/8'])(
    'are not named %j',
    (address) => expect(() => trusts([address], '127.0.0.1')).toThrow(/is no address/),
  )

  it('are asked for the header in lower case, as node:http has it', () => {
    expect(createTrustedProxies({ addresses: [], header: 'X-Client-Cert' }).header).toBe('x-client-cert')
  })
})
