const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * How long each secret of an account-driven enrollment is good for: a code; the fetching of the profile; the
 * challenge in it; the same token afterwards, on the user channel; a refresh token.
 * Source: RFC 6749 section 4.1.2 (codes); Apple, "Onboarding users with account-driven enrollment"
 */
export const accountTimes = {
  codeMs: minuteMs,
  profileMs: 30 * minuteMs,
  challengeMs: 15 * minuteMs,
  checkInMs: 365 * dayMs,
  refreshMs: 400 * dayMs,
} as const
