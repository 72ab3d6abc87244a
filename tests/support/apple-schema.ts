import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** One node of Apple's schema: a command, a key, an item of an array or an allowed value. */
export interface SchemaNode {
  key: string
  type?: string
  presence?: string
  rangelist?: unknown[]
  range?: { min?: number; max?: number }
  format?: string
  subkeys?: SchemaNode[]
  supportedOS?: { macOS?: Record<string, unknown> }
}

export interface CommandSchema {
  payload: SchemaNode & { requesttype: string }
  payloadkeys?: SchemaNode[]
}

export interface DeclarativeSchema {
  payload: SchemaNode & { declarationtype?: string; statusitemtype?: string }
  payloadkeys?: SchemaNode[]
  'x-partial'?: boolean
}

export interface ProfileSchema {
  payload: SchemaNode & { payloadtype: string }
}

export interface Finding {
  path: string
  rule: string
  expected: string
  got: string
  level: 'error' | 'warn'
}

export interface AppleSchema {
  /** Judges one document; warnings are left out. */
  validate(
    kind: 'profile' | 'command' | 'checkin' | 'declaration',
    document: string,
    options?: object,
  ): Finding[]
  commands(): CommandSchema[]
  declarations(): DeclarativeSchema[]
  statusItems(): DeclarativeSchema[]
  profiles(): ProfileSchema[]
}

interface Validator {
  Schema: new (
    directory: string,
  ) => {
    commands(): Map<string, CommandSchema[]>
    declarations(): Map<string, DeclarativeSchema[]>
    family(folder: string, typeField: string): Map<string, DeclarativeSchema[]>
    profiles(): Map<string, ProfileSchema[]>
  }
  validate(
    kind: string,
    bytes: Buffer,
    options: object,
    schema: object,
  ): { errors(strict?: boolean): Finding[] }
}

const home = new URL('../../../shared/apple/', import.meta.url)
const workshop = new URL('../../node_modules/.cache/apple-schema/', import.meta.url)

/** Why a test that needs Apple's schema is skipped; null when it runs. */
export const schemaMissing = existsSync(new URL('validate.mjs', home))
  ? null
  : 'skipped: Apple’s schema with its validate.mjs is expected in ../shared/apple'

/** The program knows data by Node's Buffer, as an older plist gave it. */
const asBuffers = `
const convert = (value) => {
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (Array.isArray(value)) return value.map(convert)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, convert(held)]))
}
export default { parse: (text) => convert(parse(text)) }
`

/**
 * Apple's schema and the program that judges documents by it. They stand beside the project and bring no packages
 * along, so a copy of the program runs from where it finds ours: plist, and js-yaml by the name of yaml.
 */
export function loadAppleSchema(): Promise<AppleSchema> {
  loaded ??= load()
  return loaded
}

/** The same for a test that cannot do without: where there is no schema, it says so and is passed over. */
export function needAppleSchema(context: {
  skip(condition: boolean, note?: string): void
}): Promise<AppleSchema> {
  context.skip(schemaMissing !== null, schemaMissing ?? '')
  return loadAppleSchema()
}

let loaded: Promise<AppleSchema> | undefined

async function load(): Promise<AppleSchema> {
  writeOnce('node_modules/yaml/package.json', '{"type":"module","exports":"./yaml.js"}')
  writeOnce(
    'node_modules/yaml/yaml.js',
    "import { CORE_SCHEMA, load } from 'js-yaml'\nexport default { parse: (text) => load(text, { schema: CORE_SCHEMA }) }\n",
  )
  writeOnce('node_modules/plist/package.json', '{"type":"module","exports":"./plist.js"}')
  writeOnce(
    'node_modules/plist/plist.js',
    `import { parse } from ${JSON.stringify(import.meta.resolve('plist'))}\n${asBuffers}`,
  )
  writeOnce('validate.mjs', readFileSync(new URL('validate.mjs', home), 'utf8'))
  const program: Validator = await import(/* @vite-ignore */ new URL('validate.mjs', workshop).href)
  const schema = new program.Schema(new URL('schema', home).pathname)
  return {
    validate: (kind, document, options = {}) =>
      program.validate(kind, Buffer.from(document), options, schema).errors(),
    commands: () => [...schema.commands().values()].flat(),
    declarations: () => [...schema.declarations().values()].flat(),
    statusItems: () => [...schema.family('declarative/status', 'statusitemtype').values()].flat(),
    profiles: () => [...schema.profiles().values()].flat(),
  }
}

/** Two test files may do so at once; the same bytes come out. */
function writeOnce(name: string, text: string): void {
  const path = new URL(name, workshop)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  mkdirSync(new URL('.', path), { recursive: true })
  const draft = new URL(`${path.href}.${process.pid}`)
  writeFileSync(draft, text)
  renameSync(draft, path)
}
