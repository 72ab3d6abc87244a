import { type ReactNode, useId } from 'react'
import { cn } from '#components/ui/cn.ts'

/**
 * A part of a page under its own h2.
 *
 * title; description; action  at the right of the title; children
 */
export function Section(props: {
  title: ReactNode
  description?: ReactNode
  action?: ReactNode
  children: ReactNode
  className?: string
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cn('mb-10 last:mb-0', props.className)}>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="font-semibold text-lg">
            {props.title}
          </h2>
          {props.description ? (
            <p className="mt-0.5 max-w-[62ch] text-[0.9375rem] text-ink-soft">{props.description}</p>
          ) : null}
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}
