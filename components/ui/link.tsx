import { ArrowUpRight } from 'lucide-react'
import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

export interface LinkProps extends ComponentProps<typeof NextLink> {
  external?: boolean
  externalLabel?: string
  quiet?: boolean
}

/**
 * A link inside text.
 *
 * href           where to
 * external       opens elsewhere: adds an arrow, a new tab and rel; externalLabel is read out ("opens in a new tab")
 * quiet          underlined on hover only, for links that stand in a list or table of links
 */
export function Link({ external, externalLabel, quiet, className, children, ...rest }: LinkProps) {
  const elsewhere = external ? { target: '_blank', rel: 'noreferrer noopener' } : {}
  return (
    <NextLink
      {...rest}
      {...elsewhere}
      className={cn(
        'rounded-sm font-medium text-accent-ink decoration-1 underline-offset-[0.22em] hover:decoration-2',
        quiet ? 'hover:underline' : 'underline decoration-current/35 hover:decoration-current',
        className,
      )}
    >
      {children}
      {external ? <ArrowUpRight aria-hidden className="ml-0.5 inline size-[0.9em]" /> : null}
      {external && externalLabel ? <span className="sr-only"> ({externalLabel})</span> : null}
    </NextLink>
  )
}
