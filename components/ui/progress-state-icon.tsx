import { ArrowDownToLine, Check, Hourglass, Minus, X } from 'lucide-react'
import { cn } from './cn.ts'

const looks = {
  active: { icon: ArrowDownToLine, tone: 'bg-accent-soft text-accent-ink animate-breathe' },
  waiting: { icon: Hourglass, tone: 'bg-caution-soft text-caution-ink' },
  done: { icon: Check, tone: 'bg-positive-soft text-positive-ink' },
  failed: { icon: X, tone: 'bg-critical-soft text-critical-ink' },
  stopped: { icon: Minus, tone: 'bg-hover text-ink-soft' },
} as const

/** The round sign before a ProgressSteps sentence. */
export function ProgressStateIcon({ state }: { state: keyof typeof looks }) {
  const { icon: Icon, tone } = looks[state]
  return (
    <span aria-hidden className={cn('flex size-12 shrink-0 items-center justify-center rounded-full', tone)}>
      <Icon className="size-[1.375rem]" />
    </span>
  )
}
