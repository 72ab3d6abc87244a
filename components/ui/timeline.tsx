import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'
import { toneStyle } from './tone-style.ts'

export interface TimelineEntry {
  id: string
  title: ReactNode
  body?: ReactNode
  time?: ReactNode
  icon?: ReactNode
  tone?: Tone
}

/**
 * What happened, newest or oldest first as given.
 *
 * label    names the list
 * entries  id, title, body, time (a RelativeTime), icon, tone
 */
export function Timeline({ label, entries }: { label: string; entries: TimelineEntry[] }) {
  return (
    <ol aria-label={label}>
      {entries.map((entry, index) => (
        <li key={entry.id} className="relative flex gap-4 pb-6 last:pb-0">
          {index < entries.length - 1 ? (
            <span aria-hidden className="absolute top-9 bottom-1 left-4 w-px -translate-x-1/2 bg-line" />
          ) : null}
          <span
            className={cn(
              'flex size-8 shrink-0 items-center justify-center rounded-full [&_svg]:size-4',
              toneStyle({ tone: entry.tone ?? 'neutral' }),
            )}
          >
            {entry.icon ?? <ToneIcon tone={entry.tone ?? 'neutral'} />}
          </span>
          <div className="min-w-0 flex-1 pt-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className="font-medium text-(length:--body)">{entry.title}</p>
              {entry.time ? <span className="text-ink-soft text-sm">{entry.time}</span> : null}
            </div>
            {entry.body ? (
              <div className="mt-0.5 text-(length:--body) text-ink-soft">{entry.body}</div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
