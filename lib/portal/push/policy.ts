/**
 * good      Macs can be woken
 * ending    they can, and not for long any more
 * missing   no certificate yet
 * expired   its time is over
 * refused   Apple does not take the certificate or its topic: only an admin can mend that
 * down      the push service does not answer: that passes
 */
export type PushState = 'good' | 'ending' | 'missing' | 'expired' | 'refused' | 'down'

const warnFromDays = 60
const dayMs = 24 * 3_600_000
const ofConfiguration = 'configuration: '

/** Whole days until then, a part of one counted as one; 0 or less when it is over. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.ceil((notAfter.getTime() - now.getTime()) / dayMs)
}

/** The one state that matters most. failure is what the MDM server says of the push service as a whole. */
export function judgePushState(
  { notAfter, failure }: { notAfter: Date | null; failure: string | null },
  now: Date,
): PushState {
  if (!notAfter) return 'missing'
  if (notAfter <= now) return 'expired'
  if (failure?.startsWith(ofConfiguration)) return 'refused'
  if (daysLeft(notAfter, now) <= warnFromDays) return 'ending'
  return failure ? 'down' : 'good'
}

/** Apple's own word for what went wrong. */
export function failureReason(failure: string): string {
  return failure.startsWith(ofConfiguration) ? failure.slice(ofConfiguration.length) : failure
}
