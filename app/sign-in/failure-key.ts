const known = ['inactive', 'email_taken', 'no_email', 'wait'] as const

/** Which words explain the ?error= that a failed sign-in came back with; null when there was none. */
export function failureKey(error: unknown): (typeof known)[number] | 'general' | null {
  if (error === undefined) return null
  return known.find((key) => key === error) ?? 'general'
}

/** In how many minutes a sign-in may be tried again, from an address that anybody can write. */
export function waitMinutes(minutes: unknown): number {
  const read = Number(minutes)
  return Number.isInteger(read) && read >= 1 && read <= 15 ? read : 1
}
