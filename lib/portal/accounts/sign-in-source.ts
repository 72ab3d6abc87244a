import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { runtime } from '#lib/server/runtime.ts'

/**
 * Who is behind a sign-in, as far as that is known: an address before, which goes to the provider (start) and comes back
 * (address), and an account once the provider has vouched.
 */
export type SignInSource =
  | { kind: 'address' | 'start'; address: string }
  | { kind: 'account'; issuer: string; subject: string; name: string }

/** What the database holds of it: nobody reads there who signed in from where. */
export function digestSource(source: SignInSource): string {
  const words = source.kind === 'account' ? [source.issuer, source.subject] : [networkOf(source.address)]
  return createHmac('sha256', runtime().sessionKey)
    .update(JSON.stringify([source.kind, ...words]))
    .digest('hex')
}

/** A house has 2^64 addresses of IPv6, and is one of them as much as another. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = tail === undefined ? before : [...before, ...zeros, ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
