import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/**
 * A raised surface for one thing.
 *
 * padding      normal (default) | small | none
 * interactive  lifts on hover; put a CardLink inside, which makes the whole card the link's target
 */
export function Card(
  props: ComponentProps<'div'> & { padding?: 'normal' | 'small' | 'none'; interactive?: boolean },
) {
  const { padding = 'normal', interactive, className, ...rest } = props
  return (
    <div
      {...rest}
      className={cn(
        'relative rounded-card border border-line bg-raised shadow-card print:break-inside-avoid print:shadow-none',
        padding === 'normal' && 'p-5 sm:p-6',
        padding === 'small' && 'p-4',
        interactive && 'transition-colors focus-within:border-line-strong hover:border-line-strong',
        className,
      )}
    />
  )
}
