import type { ReactNode } from 'react'

/**
 * One column of a DataTable.
 *
 * id        stable name; the server's sort key too when sortable
 * header    words above it (and beside the value on a telephone)
 * cell      what a row shows here
 * align     start (default) | end, for numbers and dates
 * sortable  its header becomes a link
 * hideOn    leaves it out on a telephone ('small') or below 1024 px ('medium')
 */
export interface TableColumn<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  sortable?: boolean
  hideOn?: 'small' | 'medium'
}

/** How a table is sorted now. */
export interface TableSort {
  column: string
  direction: 'asc' | 'desc'
}
