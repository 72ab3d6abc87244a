const hourMs = 3_600_000

/** A Mac's clock may be slow by a day; the hour more is for the time that enrolling takes. */
const headStartMs = 25 * hourMs

/**
 * When a certificate that is issued now begins to be valid: so long ago that it is valid for a Mac whose clock is slow.
 * Source: RFC 5280 section 4.1.2.5
 */
export function startOfValidity(now: Date): Date {
  return new Date(Math.floor((now.getTime() - headStartMs) / 1000) * 1000)
}
