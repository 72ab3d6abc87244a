import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export interface DescriptionItem {
  label: ReactNode
  value: ReactNode
  hint?: ReactNode
}

/**
 * Facts: a name and a value each.
 *
 * items    label, value, and hint under the value
 * layout   rows (default: label left, value right) | grid (label above value, in columns)
 */
export function DescriptionList(props: {
  items: DescriptionItem[]
  layout?: 'rows' | 'grid'
  className?: string
}) {
  const grid = props.layout === 'grid'
  return (
    <dl
      className={cn(
        grid
          ? 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,11rem),1fr))] gap-x-6 gap-y-5'
          : 'divide-y divide-line',
        props.className,
      )}
    >
      {props.items.map((item, index) => (
        <div
          key={typeof item.label === 'string' ? item.label : `item-${index.toString()}`}
          className={cn(
            !grid &&
              'grid gap-x-6 gap-y-0.5 py-(--cell) first:pt-0 last:pb-0 sm:grid-cols-[minmax(8rem,2fr)_3fr]',
          )}
        >
          <dt className="text-ink-soft text-sm sm:leading-6">{item.label}</dt>
          <dd className="min-w-0 text-(length:--body)">
            {item.value}
            {item.hint ? <div className="mt-0.5 text-ink-soft text-sm">{item.hint}</div> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}
