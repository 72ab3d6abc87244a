import type { NavItem } from './nav-item.ts'

/** The number beside a section's name. */
export function NavCount({ item, className }: { item: NavItem; className?: string }) {
  if (!item.count) return null
  return (
    <span className={className}>
      <span className="inline-flex min-w-5 justify-center rounded-full bg-accent-soft px-1.5 font-semibold text-accent-ink text-xs leading-5 tabular-nums">
        <span aria-hidden={Boolean(item.countLabel)}>{item.count}</span>
        {item.countLabel ? <span className="sr-only">, {item.countLabel}</span> : null}
      </span>
    </span>
  )
}
