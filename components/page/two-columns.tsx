import type { ReactNode } from 'react'

/**
 * The page's matter, and what stands beside it; one under the other below 1024 px.
 *
 * children; aside; asideFirst  puts it on top when narrow
 */
export function TwoColumns(props: { children: ReactNode; aside: ReactNode; asideFirst?: boolean }) {
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10">
      <div className="min-w-0">{props.children}</div>
      <aside className={props.asideFirst ? 'min-w-0 space-y-6 max-lg:order-first' : 'min-w-0 space-y-6'}>
        {props.aside}
      </aside>
    </div>
  )
}
