export interface AccountAddress {
  /** As accounts are kept: in lower case. */
  address: string
  domain: string
}

/** What somebody typed on the Mac, split at the last @ as the Mac does; null when it is no address. */
export function readAccountAddress(typed: unknown): AccountAddress | null {
  if (typeof typed !== 'string' || typed.length > 254) return null
  const address = typed.trim().toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (at < 1 || /[\s\p{Cc}]/u.test(address) || !/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(domain)) return null
  return { address, domain }
}

/** The account that a Mac of this person enrols with. */
export function accountOf(person: { managedAppleId: string | null; email: string }): string {
  return (person.managedAppleId ?? person.email).toLowerCase()
}
