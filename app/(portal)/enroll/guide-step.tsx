import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

/** One step of a guide, with its number and, where it has one of its own, a drawing beside it. */
export function GuideStep(props: { number: number; drawing?: ReactNode; children: ReactNode }) {
  return (
    <li
      className={cn(
        'grid items-start gap-x-6 gap-y-4',
        props.drawing !== undefined && 'md:grid-cols-[1fr_minmax(0,20rem)]',
      )}
    >
      <div className="flex min-w-0 gap-3 text-[0.9375rem]">
        <span
          aria-hidden
          className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-accent font-bold text-on-accent text-xs"
        >
          {props.number}
        </span>
        <div className="min-w-0 flex-1">{props.children}</div>
      </div>
      {props.drawing}
    </li>
  )
}
