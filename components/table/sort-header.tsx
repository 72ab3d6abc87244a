import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import NextLink from 'next/link'
import { cn } from '#components/ui/cn.ts'

/**
 * A column's header as a link that sorts by it.
 *
 * label; href  the address sorted so; direction  how it is sorted now, if it is
 */
export function SortHeader(props: {
  label: string
  href: string
  direction?: 'asc' | 'desc'
  end?: boolean
}) {
  const Icon = props.direction === 'asc' ? ArrowUp : props.direction === 'desc' ? ArrowDown : ChevronsUpDown
  return (
    <NextLink
      href={props.href}
      scroll={false}
      className={cn(
        '-mx-2 inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 hover:bg-hover hover:text-ink',
        props.direction && 'text-ink',
        props.end && 'flex-row-reverse',
      )}
    >
      {props.label}
      <Icon aria-hidden className={cn('size-3.5', !props.direction && 'opacity-50')} />
    </NextLink>
  )
}
