import { isIP } from 'node:net'
import { isLoopbackAddress } from './is-loopback-address.ts'
import { isPublicAddress } from './is-public-address.ts'
import { WebhookError } from './webhook-error.ts'

/** A host as DNS or a socket takes it: without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

function isOwnName(host: string): boolean {
  return /^(localhost|.*\.(localhost|local|internal))$/.test(host.replace(/\.$/, ''))
}

/**
 * Judges what can be judged of an address without asking anybody: its form, and a host that is an IP address. What a
 * name leads to is judged again each time something is sent there.
 *
 * allowPrivate  addresses inside the company's own network too, and http to this machine
 * throws        WebhookError
 */
export function readWebhookUrl(text: string, { allowPrivate }: { allowPrivate: boolean }): URL {
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.hash || url.hostname === '') {
    throw new WebhookError('webhook_address')
  }
  const host = hostOf(url)
  const isOwn = isLoopbackAddress(host) || host === 'localhost'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate && isOwn)) {
    throw new WebhookError('webhook_address')
  }
  const isPublic = isIP(host) === 0 ? !isOwnName(host) : isPublicAddress(host)
  if (!isPublic && !allowPrivate) throw new WebhookError('webhook_address_private')
  return url
}
