import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

type Engine = engineBindings.SchemaEngine
type MigrationList = Parameters<Engine['applyMigrations']>[0]['migrationsList']

const noFilter = { externalTables: [], externalEnums: [] }
const root = process.cwd()
const migrationsDirectory = path.join(root, 'prisma', 'migrations')
const require = createRequire(import.meta.url)
let loaded = false

/** The package's own loader expects a bundler, so its module is instantiated by hand. */
async function loadEngine(): Promise<void> {
  if (loaded) return
  const bindings = engineBindings as unknown as Record<string, WebAssembly.ImportValue> & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void
  }
  const bytes = await readFile(
    require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm'),
  )
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  loaded = true
}

async function readSchema(): Promise<{ path: string; content: string }[]> {
  const directory = path.join(root, 'prisma')
  const models = (await readdir(path.join(directory, 'models')))
    .filter((name) => name.endsWith('.prisma'))
    .sort()
  const files = ['schema.prisma', ...models.map((name) => path.join('models', name))]
  return Promise.all(
    files.map(async (file) => ({
      path: path.join(directory, file),
      content: await readFile(path.join(directory, file), 'utf8'),
    })),
  )
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => {
      const value = await readFile(path.join(migrationsDirectory, name, 'migration.sql'), 'utf8')
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
    }),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(migrationsDirectory, 'migration_lock.toml'), 'utf8'),
  }
  return { baseDir: migrationsDirectory, lockfile, shadowDbInitScript: '', migrationDirectories }
}

const oidOfChar = 18
const oidOfText = 25

/**
 * PrismaPg does not know PostgreSQL's one-byte "char", which the catalogue tables are full of. It is read as text,
 * and charColumns says of the last result which columns the engine must be told are characters.
 */
function poolThatReadsChars(connectionString: string, charColumns: { last: boolean[] }): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 })
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<pg.QueryResult>
  const patched = async (...given: unknown[]): Promise<pg.QueryResult> => {
    const result = await query(...given)
    charColumns.last = (result.fields ?? []).map((field) => field.dataTypeID === oidOfChar)
    for (const field of result.fields ?? []) if (field.dataTypeID === oidOfChar) field.dataTypeID = oidOfText
    return result
  }
  return Object.assign(pool, { query: patched })
}

async function runScript(connectionString: string, script: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(script)
  } finally {
    await client.end()
  }
}

/**
 * PrismaPg cuts a script at every semicolon, which breaks function bodies; PostgreSQL itself takes a whole
 * script in one simple query, and runs it as one transaction.
 */
function engineAdapter(connectionString: string): { factory: PrismaPg; pool: pg.Pool } {
  const charColumns: { last: boolean[] } = { last: [] }
  const pool = poolThatReadsChars(connectionString, charColumns)
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const connection = await connect()
    const queryRaw = connection.queryRaw.bind(connection)
    connection.executeScript = (script) => runScript(connectionString, script)
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query)
      const types = result.columnTypes.map((type, i) =>
        charColumns.last[i] ? ColumnTypeEnum.Character : type,
      )
      return { ...result, columnTypes: types }
    }
    return connection
  }
  return { factory, pool }
}

async function withEngine<T>(databaseUrl: string, run: (engine: Engine) => Promise<T>): Promise<T> {
  await loadEngine()
  const { factory, pool } = engineAdapter(databaseUrl)
  const adapter = bindMigrationAwareSqlAdapterFactory(factory)
  const schema = await readSchema()
  const datamodels = schema.map((file): [string, string] => [file.path, file.content])
  const engine = await engineBindings.SchemaEngine.new({ datamodels }, () => undefined, adapter)
  try {
    return await run(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

/** Applies the migrations of prisma/migrations that the database lacks; returns their names. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations()
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter })
    return appliedMigrationNames
  })
}

/**
 * The SQL that leads from the database as it stands to the schema, or null when they agree.
 * The engine's own createMigration wants a shadow database that its WebAssembly build cannot open,
 * so the caller brings a scratch database to which applyMigrations has just been applied.
 */
export async function diffToSchema(scratchDatabaseUrl: string): Promise<string | null> {
  const files = await readSchema()
  return withEngine(scratchDatabaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: root },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: noFilter,
    })
    const sql = stdout ?? ''
    return sql.includes('This is an empty migration') ? null : sql
  })
}
