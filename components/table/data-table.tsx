import type { ReactNode } from 'react'
import { CardLink } from '#components/ui/card-link.tsx'
import { cn } from '#components/ui/cn.ts'
import { SortHeader } from './sort-header.tsx'
import type { TableColumn, TableSort } from './table-column.ts'
import { tableRoles } from './table-roles.ts'

export interface DataTableProps<Row> {
  caption: string
  columns: TableColumn<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  rowHref?: (row: Row) => string
  sort?: TableSort
  sortHref?: (sort: TableSort) => string
  empty: ReactNode
  footer?: ReactNode
}

function shownFrom(column: { hideOn?: 'small' | 'medium' }) {
  return cn(
    column.hideOn === 'small' && 'hidden sm:table-cell',
    column.hideOn === 'medium' && 'hidden sm:hidden lg:table-cell',
  )
}

/**
 * A list from the server, sorted, filtered and paged by links: every state has an address. A server component.
 * Below 640 px each row is a card.
 *
 * caption   names the table for screen readers
 * columns   see TableColumn; the first names the row, and carries its link
 * rows, rowKey; rowHref  makes the whole row a link
 * sort      as it is now; sortHref  the address for another order
 * empty     an EmptyState, instead of the table; footer a Pagination
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0)
    return <div className="rounded-card border border-line bg-raised">{props.empty}</div>
  return (
    <div className="rounded-card border border-line bg-raised shadow-card max-lg:overflow-x-auto lg:overflow-clip">
      <table {...tableRoles.table} className="block w-full border-collapse text-(length:--body) sm:table">
        <caption className="sr-only">{props.caption}</caption>
        <DataTableHead {...props} />
        <tbody {...tableRoles.group} className="block divide-y divide-line sm:table-row-group">
          {props.rows.map((row) => (
            <tr
              key={props.rowKey(row)}
              {...tableRoles.row}
              className={cn(
                'relative block p-4 sm:table-row sm:p-0',
                props.rowHref && 'transition-colors focus-within:bg-hover hover:bg-hover',
              )}
            >
              {props.columns.map((column, index) => (
                <td
                  key={column.id}
                  {...tableRoles.cell}
                  className={cn(
                    'flex items-baseline justify-between gap-4 py-0.5 align-middle sm:table-cell sm:px-3 sm:py-(--cell) sm:first:pl-5 sm:last:pr-5',
                    column.align === 'end' && 'tabular-nums sm:text-right',
                    index === 0 && 'pb-1.5 font-medium',
                    shownFrom(column),
                  )}
                >
                  {index > 0 ? (
                    <span aria-hidden className="shrink-0 text-ink-soft text-sm sm:hidden">
                      {column.header}
                    </span>
                  ) : null}
                  {index === 0 && props.rowHref ? (
                    <CardLink href={props.rowHref(row)} className="font-medium after:rounded-none">
                      {column.cell(row)}
                    </CardLink>
                  ) : (
                    <span className={cn('min-w-0', index > 0 && 'max-sm:text-right')}>
                      {column.cell(row)}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {props.footer ? <div className="border-line border-t px-4 py-2.5 sm:px-5">{props.footer}</div> : null}
    </div>
  )
}

function DataTableHead<Row>({ columns, sort, sortHref }: DataTableProps<Row>) {
  return (
    <thead {...tableRoles.group} className="max-sm:sr-only">
      <tr {...tableRoles.row}>
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined
          const next = direction === 'asc' ? 'desc' : 'asc'
          return (
            <th
              key={column.id}
              {...tableRoles.header}
              scope="col"
              aria-sort={direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : undefined}
              className={cn(
                'lg:sticky lg:top-(--table-top,0px) lg:z-10 border-line border-b bg-raised px-3 py-1.5 text-left font-medium text-ink-soft text-sm first:pl-5 last:pr-5',
                column.align === 'end' && 'text-right',
                shownFrom(column),
              )}
            >
              {column.sortable && sortHref ? (
                <SortHeader
                  label={column.header}
                  href={sortHref({ column: column.id, direction: next })}
                  direction={direction}
                  end={column.align === 'end'}
                />
              ) : (
                column.header
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
