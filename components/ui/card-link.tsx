import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/**
 * The one link of an interactive Card (or any relative box): its target is the whole card.
 * Other buttons in that card need `relative z-10`.
 */
export function CardLink({ className, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink
      {...rest}
      className={cn(
        'font-semibold text-ink no-underline outline-none after:absolute after:inset-0 after:rounded-card',
        'focus-visible:after:outline-[2.5px] focus-visible:after:outline-accent-mark focus-visible:after:outline-offset-2',
        className,
      )}
    />
  )
}
