/**
 * Rows become cards on a telephone by changing `display`, and some browsers then forget that it was a table.
 * Saying the roles keeps it one.
 */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  header: { role: 'columnheader' },
} as const
