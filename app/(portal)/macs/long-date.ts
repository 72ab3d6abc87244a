import { getLocale } from 'next-intl/server'
import { dateLocale } from '#components/ui/date-locale.ts'

/** A day in words, as the reader's language writes it. */
export async function longDate(date: Date): Promise<string> {
  const format = new Intl.DateTimeFormat(dateLocale(await getLocale()), { dateStyle: 'long' })
  return format.format(date)
}
