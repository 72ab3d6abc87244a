import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  label: string
  icon: ReactNode
}

/**
 * A button that is only an icon.
 *
 * label  its name: read out, and shown on hover
 * icon   a lucide icon
 */
export function IconButton({ label, icon, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type={type}
      aria-label={label}
      className={cn(
        'inline-flex size-(--control) shrink-0 items-center justify-center rounded-control text-ink-soft',
        'transition-colors hover:bg-hover hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-5',
        className,
      )}
    >
      {icon}
    </button>
  )
}
