import type { SignInSource } from '#lib/portal/accounts/sign-in-source.ts'
import { clientAddressHeader } from '#lib/server/client-address.ts'

/** From where somebody signs in; null when that is not known, and then it is not counted. */
export function signInAddress(headers: Headers, kind: 'address' | 'start' = 'address'): SignInSource | null {
  const address = headers.get(clientAddressHeader)
  return address ? { kind, address } : null
}
