import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

export function DrawingMarker({ number }: { number: number }) {
  return (
    <span className="absolute -top-3 -right-3 z-10 flex size-6 items-center justify-center rounded-full bg-accent font-bold text-on-accent text-xs ring-2 ring-raised">
      {number}
    </span>
  )
}

/** Where to press in a drawing: an outline with the number of the step. */
export function DrawingMark(props: { number: number; className?: string; children: ReactNode }) {
  return (
    <div
      className={cn('relative rounded-lg outline-2 outline-accent-mark outline-offset-2', props.className)}
    >
      <DrawingMarker number={props.number} />
      {props.children}
    </div>
  )
}

/** A window of a Mac, drawn by ourselves. To screen readers it is one picture, and `label` says what is on it. */
export function DrawingWindow(props: { label: string; title?: string; children: ReactNode }) {
  return (
    <div
      role="img"
      aria-label={props.label}
      className="h-fit w-full select-none rounded-xl border border-line bg-raised text-xs shadow-float"
    >
      <div aria-hidden>
        <div className="flex items-center gap-1.5 rounded-t-xl border-line border-b bg-sunken px-3 py-2">
          <span className="size-2.5 rounded-full bg-[oklch(0.68_0.19_25)]" />
          <span className="size-2.5 rounded-full bg-[oklch(0.8_0.15_80)]" />
          <span className="size-2.5 rounded-full bg-[oklch(0.72_0.17_145)]" />
          {props.title ? (
            <span className="ml-2 min-w-0 flex-1 truncate rounded-md bg-raised px-2 py-0.5 text-center text-ink-soft">
              {props.title}
            </span>
          ) : null}
        </div>
        <div className="p-4">{props.children}</div>
      </div>
    </div>
  )
}
