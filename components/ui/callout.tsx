import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { ToneIcon } from './tone-icon.tsx'

const looks = {
  info: { box: 'bg-info-soft border-info-mark/25', icon: 'text-info-ink' },
  positive: { box: 'bg-positive-soft border-positive-mark/25', icon: 'text-positive-ink' },
  caution: { box: 'bg-caution-soft border-caution-mark/30', icon: 'text-caution-ink' },
  critical: { box: 'bg-critical-soft border-critical-mark/25', icon: 'text-critical-ink' },
} as const

export interface CalloutProps {
  tone?: keyof typeof looks
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
  /** Announce it when it appears: 'status' politely, 'alert' at once. */
  announce?: 'status' | 'alert'
  className?: string
}

/**
 * Something to know here, with what to do about it.
 *
 * tone      info (default) | positive | caution | critical
 * title     what it is; children why; action the one next step (a Button size="small")
 * announce  'status' or 'alert' when it appears after the page has loaded
 */
export function Callout({ tone = 'info', title, children, action, icon, announce, className }: CalloutProps) {
  const look = looks[tone]
  return (
    <div
      role={announce}
      className={cn(
        'flex flex-col gap-3 rounded-card border p-4 text-[0.9375rem] sm:flex-row sm:items-start sm:gap-4',
        look.box,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 gap-3">
        <span className={cn('mt-0.5 shrink-0 [&_svg]:size-5', look.icon)}>
          {icon ?? <ToneIcon tone={tone} />}
        </span>
        <div className="min-w-0 space-y-1">
          {title ? <p className="font-semibold text-ink">{title}</p> : null}
          {children ? <div className="text-ink/85">{children}</div> : null}
        </div>
      </div>
      {action ? <div className="flex shrink-0 flex-wrap gap-2 pl-8 sm:pl-0">{action}</div> : null}
    </div>
  )
}
