import { createHash } from 'node:crypto'
import type { Sql } from '#lib/mdm/store/sql.ts'

const plain = (text: string) => Object.assign([text], { raw: [text] })

/** Every row of every table, a digest a table: equal before and after means that nothing whatsoever was changed. */
export async function databaseState(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }>`
    SELECT quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`
  const selects = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, string_agg(t::text, '|' ORDER BY t::text) AS rows FROM ${name} t`,
  )
  const contents = await sql<{ name: string; rows: string | null }>(plain(selects.join(' UNION ALL ')))
  const digest = (rows: string | null) =>
    createHash('sha256')
      .update(rows ?? '')
      .digest('hex')
  return Object.fromEntries(contents.map(({ name, rows }) => [name, digest(rows)]))
}
