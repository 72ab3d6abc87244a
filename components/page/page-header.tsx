import type { ReactNode } from 'react'

/**
 * The top of a page; its title is the page's only h1.
 *
 * title; description; icon  before it (AppIcon, Avatar); status  pills beside it; actions; breadcrumb; tabs  under it
 */
export function PageHeader(props: {
  title: ReactNode
  description?: ReactNode
  icon?: ReactNode
  status?: ReactNode
  actions?: ReactNode
  breadcrumb?: ReactNode
  tabs?: ReactNode
}) {
  return (
    <header className="mb-6 sm:mb-8">
      {props.breadcrumb ? <div className="mb-2">{props.breadcrumb}</div> : null}
      <div className="flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between sm:gap-8">
        <div className="flex min-w-0 items-start gap-4">
          {props.icon}
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
              <h1 className="font-semibold text-2xl sm:text-3xl">{props.title}</h1>
              {props.status}
            </div>
            {props.description ? (
              <div className="mt-1.5 max-w-[62ch] text-ink-soft">{props.description}</div>
            ) : null}
          </div>
        </div>
        {props.actions ? (
          <div className="flex shrink-0 flex-wrap gap-2.5 print:hidden">{props.actions}</div>
        ) : null}
      </div>
      {props.tabs ? <div className="mt-5">{props.tabs}</div> : null}
    </header>
  )
}
