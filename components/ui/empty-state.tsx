import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/**
 * Nothing here, and why, and what to do.
 *
 * title; children  the body; drawing  one of the Drawing… components, or icon  a lucide icon; action  a button or link
 */
export function EmptyState(props: {
  title: ReactNode
  children?: ReactNode
  drawing?: ReactNode
  icon?: ReactNode
  action?: ReactNode
  className?: string
}) {
  return (
    <div
      className={cn('mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center', props.className)}
    >
      {props.drawing ? <div className="mb-6 w-48 max-w-full">{props.drawing}</div> : null}
      {props.icon ? (
        <div className="mb-4 flex size-12 items-center justify-center rounded-full bg-hover text-ink-soft [&_svg]:size-6">
          {props.icon}
        </div>
      ) : null}
      <p className="font-semibold text-lg tracking-tight">{props.title}</p>
      {props.children ? <div className="mt-1.5 text-balance text-ink-soft">{props.children}</div> : null}
      {props.action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{props.action}</div> : null}
    </div>
  )
}
