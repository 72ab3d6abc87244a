// npm run migration -- <name> <url>: writes the migration that leads from prisma/migrations to the schema.
// The address names a running PostgreSQL server; a scratch database is made on it and dropped again.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { applyMigrations, diffToSchema } from '#lib/server/schema-engine.ts'

const [name, serverUrl] = process.argv.slice(2)
if (!name || !/^[a-z][a-z0-9_]{2,60}$/.test(name) || !serverUrl) {
  console.error('Usage: npm run migration -- <name_in_snake_case> <postgresql-url of a running server>')
  process.exit(1)
}

const scratch = `zelf_scratch_${process.pid}`
const server = new pg.Client({ connectionString: serverUrl })
await server.connect()
await server.query(`CREATE DATABASE ${scratch}`)
const scratchUrl = new URL(serverUrl)
scratchUrl.pathname = `/${scratch}`
try {
  await applyMigrations(scratchUrl.href)
  const sql = await diffToSchema(scratchUrl.href)
  if (sql === null) {
    console.log('The migrations already lead to the schema: nothing to write.')
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const directory = path.join('prisma', 'migrations', `${stamp}_${name}`)
    await mkdir(directory, { recursive: true })
    await writeFile(path.join(directory, 'migration.sql'), sql)
    console.log(`Wrote ${directory}/migration.sql`)
  }
} finally {
  await server.query(`DROP DATABASE IF EXISTS ${scratch} WITH (FORCE)`)
  await server.end()
}
