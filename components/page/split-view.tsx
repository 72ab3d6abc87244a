import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

/**
 * A list and the chosen one beside it. Below 1024 px the list, or (once one is chosen) the detail alone.
 *
 * list; detail, or placeholder while none is chosen
 */
export function SplitView(props: { list: ReactNode; detail?: ReactNode; placeholder?: ReactNode }) {
  const chosen = Boolean(props.detail)
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(18rem,24rem)_minmax(0,1fr)]">
      <div className={cn('min-w-0', chosen && 'max-lg:hidden')}>{props.list}</div>
      <div className={cn('min-w-0', !chosen && 'max-lg:hidden')}>{props.detail ?? props.placeholder}</div>
    </div>
  )
}
