import { BlockList, isIP } from 'node:net'
import { MdmError } from '../protocol/errors.ts'
import type { ClientCertificateProxy } from './mdm-options.ts'

/**
 * Whose word about client certificates counts, and in which header (lower case) it stands.
 * Source: RFC 9440 section 4 (security considerations)
 */
export type TrustedProxies = { readonly header: string; trusts(address: string): boolean }

/**
 * Reads the addresses and ranges (`10.0.0.0/8`, `fd00::/8`) of the proxies.
 *
 * throws   MdmError proxy_address_malformed.
 * spec     RFC 4632 section 3.1; RFC 4291 section 2.3
 */
export function createTrustedProxies({ addresses, header }: ClientCertificateProxy): TrustedProxies {
  const list = new BlockList()
  for (const entry of addresses) addRange(list, entry.trim())
  return {
    header: header.toLowerCase(),
    trusts(address) {
      const version = isIP(address)
      return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
    },
  }
}

function addRange(list: BlockList, entry: string): void {
  const [address = '', prefix, ...rest] = entry.split('/')
  const version = isIP(address)
  const bits = version === 4 ? 32 : 128
  const length = prefix === undefined ? bits : Number(prefix)
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && length <= bits)
  if (version === 0 || !isPrefix || rest.length > 0) {
    throw new MdmError('proxy_address_malformed', `${entry} is no address and no range of addresses`)
  }
  list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6')
}
