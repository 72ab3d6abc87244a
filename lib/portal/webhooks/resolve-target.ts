import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { DeliveryError } from './delivery-error.ts'
import { isLoopbackAddress } from './is-loopback-address.ts'
import { isPublicAddress } from './is-public-address.ts'
import { hostOf, readWebhookUrl } from './read-webhook-url.ts'

export interface ResolvedAddress {
  address: string
  family: number
}

/** Asks DNS; tests bring their own. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>

export const resolveByDns: Resolve = (host) => lookup(host, { all: true })

/**
 * The addresses to connect to, all of which have been judged: a name that leads to one forbidden address is refused
 * whole. Whoever connects must use these and not ask DNS again.
 * throws   WebhookError for the address as such, DeliveryError for what it leads to.
 */
export async function resolveTarget(
  text: string,
  { allowPrivate, resolve }: { allowPrivate: boolean; resolve: Resolve },
): Promise<{ url: URL; addresses: ResolvedAddress[] }> {
  const url = readWebhookUrl(text, { allowPrivate })
  const host = hostOf(url)
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await lookUp(host, resolve)
  const isAllowed = ({ address }: ResolvedAddress) => {
    if (url.protocol === 'http:') return isLoopbackAddress(address)
    return allowPrivate ? isIP(address) !== 0 : isPublicAddress(address)
  }
  if (!addresses.every(isAllowed)) throw new DeliveryError('address_forbidden')
  return { url, addresses }
}

async function lookUp(host: string, resolve: Resolve): Promise<ResolvedAddress[]> {
  try {
    const found = await resolve(host)
    if (found.length > 0) return found
  } catch (cause) {
    throw new DeliveryError('name_not_found', { cause })
  }
  throw new DeliveryError('name_not_found')
}
