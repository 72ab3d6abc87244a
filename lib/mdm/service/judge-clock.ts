const dayMs = 24 * 60 * 60 * 1000

/**
 * Whether the clock of a Mac that signed something just now is wrong by more than a day, either way. Less does no harm:
 * our certificates begin more than a day ago. Who does not say when it signed is taken at its word.
 * Source: RFC 5652 section 11.3; RFC 8894 section 3.2.1.4 (badTime)
 */
export function isClockWrong(signedAt: Date | null, now: Date): boolean {
  return signedAt !== null && Math.abs(signedAt.getTime() - now.getTime()) > dayMs
}
