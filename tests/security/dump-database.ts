import pg from 'pg'

/** Everything in the database as text, as somebody sees it who got hold of a backup; bytes both as hex and as they are. */
export async function dumpDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    )
    const parts: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string; bytes: string }>(
        `SELECT t::text AS row FROM ${name} AS t`,
      )
      parts.push(name, ...rows.map(({ row }) => row))
    }
    const text = parts.join('\n')
    const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'))
    return [text, ...bytes.map((some) => some.toString('latin1'))].join('\n')
  } finally {
    await client.end()
  }
}
