'use client'

import { useSyncExternalStore } from 'react'
import { dateLocale } from './date-locale.ts'
import { relativeWords } from './relative-words.ts'
import { tickingNow } from './ticking-now.ts'

const onServer = () => null

/**
 * "2 hours ago", kept up to date, with the exact time on hover and in the markup.
 *
 * date    a Date, or what `new Date` takes
 * locale  of the page: 'en', 'nl'
 * format  relative (default) | date | time | datetime: the last three print the exact time in the reader's time zone
 */
export function RelativeTime(props: {
  date: Date | string | number
  locale: string
  format?: 'relative' | 'date' | 'time' | 'datetime'
  className?: string
}) {
  const now = useSyncExternalStore(tickingNow.subscribe, tickingNow.read, onServer)
  const date = new Date(props.date)
  if (Number.isNaN(date.getTime())) return null
  const exact = new Intl.DateTimeFormat(dateLocale(props.locale), {
    dateStyle: props.format === 'time' ? undefined : 'long',
    timeStyle: props.format === 'date' ? undefined : 'short',
    // Until the browser has taken over, its time zone is unknown.
    timeZone: now === null ? 'UTC' : undefined,
  }).format(date)
  const relative = (props.format ?? 'relative') === 'relative'
  return (
    // The key replaces the server's element as soon as the browser's own clock and time zone are known.
    <time
      key={now === null ? 'server' : 'live'}
      dateTime={date.toISOString()}
      title={now === null ? undefined : exact}
      suppressHydrationWarning
      className={props.className}
    >
      {relative ? relativeWords(date, now ?? Date.now(), props.locale) : exact}
    </time>
  )
}
