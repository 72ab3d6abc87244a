import { ChevronLeft, ChevronRight } from 'lucide-react'
import NextLink from 'next/link'
import type { ReactNode } from 'react'
import { buttonStyle } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'

function Step(props: { href?: string | null; rel: 'prev' | 'next'; children: ReactNode }) {
  const looks = cn(buttonStyle({ size: 'small' }), 'min-h-9')
  if (!props.href) {
    return (
      <span aria-disabled className={cn(looks, 'opacity-45')}>
        {props.children}
      </span>
    )
  }
  return (
    <NextLink href={props.href} rel={props.rel} className={looks}>
      {props.children}
    </NextLink>
  )
}

/**
 * Earlier and later pages, as links.
 *
 * label      names it; summary  "1 to 50 of 1,204"
 * previous, next  addresses, or nothing at an end; previousLabel, nextLabel
 */
export function Pagination(props: {
  label: string
  summary?: ReactNode
  previous?: string | null
  next?: string | null
  previousLabel: string
  nextLabel: string
}) {
  return (
    <nav aria-label={props.label} className="flex items-center justify-between gap-4 print:hidden">
      <p className="text-ink-soft text-sm tabular-nums">{props.summary}</p>
      <div className="flex gap-2">
        <Step href={props.previous} rel="prev">
          <ChevronLeft aria-hidden />
          <span className="max-sm:sr-only">{props.previousLabel}</span>
        </Step>
        <Step href={props.next} rel="next">
          <span className="max-sm:sr-only">{props.nextLabel}</span>
          <ChevronRight aria-hidden />
        </Step>
      </div>
    </nav>
  )
}
