const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "3 hours ago", "in 2 days", "now": how far `date` is from `nowMilliseconds`, in the largest unit that fits. */
export function relativeWords(date: Date, nowMilliseconds: number, locale: string): string {
  const seconds = Math.round((date.getTime() - nowMilliseconds) / 1000)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(0, 'second')
}
