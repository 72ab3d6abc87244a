import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { fieldStyle } from './field-style.ts'

/**
 * A search box. In a <form method="get"> (see SearchForm) it puts its words in the address.
 *
 * label  its name; shown as the placeholder too unless given
 */
export function SearchField(props: ComponentProps<'input'> & { label: string }) {
  const { label, className, ...rest } = props
  return (
    <span className={cn('relative block', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-[1.125rem] -translate-y-1/2 text-ink-soft"
      />
      <input
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        {...rest}
        type="search"
        aria-label={label}
        className={cn(fieldStyle(), 'pl-10')}
      />
    </span>
  )
}
