import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

/** A node of the syntax tree, of which the rules look at a few kinds. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

export interface SourceFile {
  /** From the root of the project. */
  path: string
  text: string
  tree: Node
  comments: { value: string; start: number; end: number }[]
  /** "path:line", as editors understand it. */
  at(offset: number): string
}

const folders = ['app', 'components', 'lib', 'prisma', 'simulator', 'scripts', 'bench', 'tests']
const generated = ['lib/server/generated', 'node_modules', '.next', 'data', 'tests/fixtures']

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (generated.includes(file)) return []
    return entry.isDirectory() ? listFiles(file) : [file]
  })
}

export function parseSource(file: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const at = (offset: number) => `${file}:${text.slice(0, offset).split('\n').length}`
  return { path: file, text, tree: program as unknown as Node, comments, at }
}

function isSource(file: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts')
}

/** Every source file that we wrote. */
export function readSources(): SourceFile[] {
  const inFolders = folders.flatMap((folder) => {
    const there = readdirSync('.').includes(folder)
    return there ? listFiles(folder) : []
  })
  return [...readdirSync('.'), ...inFolders]
    .filter(isSource)
    .sort()
    .map((file) => parseSource(file, readFileSync(file, 'utf8')))
}
