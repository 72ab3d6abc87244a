const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const justNow: Partial<Record<string, string>> = { en: 'just now', nl: 'zojuist' }

/**
 * "3 hours ago", "in 2 days", "just now": how far `date` is from `nowMilliseconds`, in the largest unit that fits.
 * What lies ahead is rounded, so that what ends in seven days does not say six a second later.
 */
export function relativeWords(date: Date, nowMilliseconds: number, locale: string): string {
  const seconds = Math.round((date.getTime() - nowMilliseconds) / 1000)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(wholeUnits(seconds / size), unit)
  }
  return justNow[locale] ?? format.format(0, 'second')
}

function wholeUnits(count: number): number {
  return count > 0 ? Math.round(count) : Math.trunc(count)
}
