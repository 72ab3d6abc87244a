const known = ['inactive', 'email_taken', 'no_email'] as const

/** Which words explain the ?error= that a failed sign-in came back with; null when there was none. */
export function failureKey(error: unknown): (typeof known)[number] | 'general' | null {
  if (error === undefined) return null
  return known.find((key) => key === error) ?? 'general'
}
