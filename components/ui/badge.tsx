import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import type { Tone } from './tone.ts'
import { toneStyle } from './tone-style.ts'

/**
 * A short plain label: a count, "new", a version. For a state use StatusPill.
 *
 * tone; children; className
 */
export function Badge(props: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex min-w-5 items-center justify-center rounded-full px-1.5 py-px font-medium text-xs tabular-nums',
        toneStyle({ tone: props.tone ?? 'neutral' }),
        props.className,
      )}
    >
      {props.children}
    </span>
  )
}
