import { BlockList, isIP } from 'node:net'

/** How the server tells a page from where its request comes; what a client sends under this name is overwritten. */
export const clientAddressHeader = 'x-zelf-client'

/** From where a request comes: null when a proxy of ours brings it and names nobody. */
export type ReadClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string | null

const onThisMachine = ['127.0.0.0/8', '::1']

/**
 * X-Forwarded-For counts when it comes from one of the proxies, or from the same machine; of what stands there only the
 * last that is no proxy, for anybody may have written what is before it.
 *
 * proxies  addresses and ranges
 */
export function clientAddressReader(proxies: readonly string[]): ReadClientAddress {
  const trusted = new BlockList()
  for (const entry of [...onThisMachine, ...proxies]) {
    const [address = '', prefix] = entry.split('/')
    const isV4 = isIP(address) === 4
    trusted.addSubnet(address, Number(prefix ?? (isV4 ? 32 : 128)), isV4 ? 'ipv4' : 'ipv6')
  }
  const isProxy = (address: string) => trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  return (peer, forwardedFor) => {
    const hops = [...(forwardedFor ?? '').split(','), peer ?? ''].map(plainAddress)
    for (const hop of hops.reverse()) {
      if (hop === null) return null
      if (!isProxy(hop)) return hop
    }
    return null
  }
}

/** As one writes it: 192.0.2.1 also where it came over IPv6; null when it is no address. */
function plainAddress(given: string): string | null {
  const address = given.trim().replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? null : address
}
