import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceFile } from './source-file.ts'
import { calleeOf, findAll, isNode, stringOf } from './walk.ts'

function flatten(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, `${prefix}.${key}`))
}

/** Where a file's key ends up: the errors of every area join one namespace, as app/i18n/read-messages.ts says. */
function joinedKey(key: string): string {
  return key.replace(/^[^.]+\.errors\./, 'errors.')
}

function readEntries(locale: string): { key: string; file: string }[] {
  const folder = path.join('messages', locale)
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  return files.flatMap((name) => {
    const file = path.join(folder, name)
    const keys = flatten(JSON.parse(readFileSync(file, 'utf8')), name.replace(/\.json$/, ''))
    return keys.map((key) => ({ key: joinedKey(key), file }))
  })
}

/** Every key of a language with the file that holds it. */
export function readKeys(locale: string): Map<string, string> {
  return new Map(readEntries(locale).map(({ key, file }): [string, string] => [key, file]))
}

/** Keys that two files hold, so that the words of one of them are never seen. */
export function findDoubleKeys(): string[] {
  return ['en', 'nl'].flatMap(readEntries).flatMap(({ key, file }, at, all) => {
    const folder = path.dirname(file)
    const first = all.findIndex((other) => other.key === key && path.dirname(other.file) === folder)
    return first < at ? [`${file}:1 ${key} also stands in ${all[first]?.file}`] : []
  })
}

export function findUnequalKeys(): string[] {
  const [en, nl] = [readKeys('en'), readKeys('nl')]
  const missing = (from: Map<string, string>, to: Map<string, string>, locale: string) =>
    [...from].filter(([key]) => !to.has(key)).map(([key, file]) => `${file}:1 ${key} is missing in ${locale}`)
  return [...missing(en, nl, 'nl'), ...missing(nl, en, 'en')]
}

/** The fixed parts of a template, around its expressions. */
function quasisOf(quasis: unknown): string[] {
  if (!Array.isArray(quasis)) return []
  return quasis.map((one) => (isNode(one) ? String((one.value as { cooked?: string }).cooked ?? '') : ''))
}

function templatePattern(quasis: unknown): RegExp | null {
  const parts = quasisOf(quasis)
  if (parts.length < 2 || parts.every((part) => !/[a-zA-Z]/.test(part))) return null
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')).join('[^/ ]+')}$`)
}

const openers = ['getTranslations', 'useTranslations', 'getExtracted']

function namespacesIn(file: SourceFile): string[] {
  return findAll(file.tree, 'CallExpression')
    .filter((call) => openers.includes(calleeOf(call)))
    .flatMap((call) => findAll(call, 'Literal').flatMap((literal) => stringOf(literal) ?? []))
}

/** A template such as `${kind}.${state}` says too little to be believed outside the file whose namespace it is for. */
function bareTemplates(file: SourceFile): RegExp[] {
  return findAll(file.tree, 'TemplateLiteral').flatMap(({ quasis }) => {
    const between = quasisOf(quasis)
    const bare = between.length > 2 && between.every((part) => part === '' || part === '.')
    return bare ? [new RegExp(`^${between.map((part) => part.replace('.', '\\.')).join('[^. ]+')}$`)] : []
  })
}

function spellings(readers: SourceFile[]): (rest: string) => boolean {
  const all = (type: string) => readers.flatMap((file) => findAll(file.tree, type))
  const literals = new Set(all('Literal').flatMap((one) => stringOf(one) ?? []))
  const names = new Set(
    all('Property').flatMap(({ key }) => (isNode(key) && typeof key.name === 'string' ? [key.name] : [])),
  )
  const patterns = all('TemplateLiteral').flatMap(({ quasis }) => templatePattern(quasis) ?? [])
  return (rest) => literals.has(rest) || names.has(rest) || patterns.some((pattern) => pattern.test(rest))
}

/** Keys that no text in the sources can lead to: no namespace that is opened and rest that is spelled somewhere. */
export function findDeadKeys(sources: SourceFile[]): string[] {
  const readers = sources.filter(({ path: file }) => /^(app|components|lib)\//.test(file))
  const spelled = spellings(readers)
  const namespaces = new Set(['', ...readers.flatMap(namespacesIn)])
  const inFile = readers.flatMap((file) => {
    const patterns = bareTemplates(file)
    return namespacesIn(file).map((namespace) => ({ namespace, patterns }))
  })
  const alive = (key: string) =>
    key.split('.').some((_, at, parts) => {
      const [namespace, rest] = [parts.slice(0, at).join('.'), parts.slice(at).join('.')]
      if (namespaces.has(namespace) && spelled(rest)) return true
      return inFile.some(
        (one) => one.namespace === namespace && one.patterns.some((pattern) => pattern.test(rest)),
      )
    })
  return [...readKeys('en')].filter(([key]) => !alive(key)).map(([key, file]) => `${file}:1 ${key} is dead`)
}

const spoken = ['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label']
const hasWords = (text: string) => /\p{L}{2,}/u.test(text.replace(/&[a-z]+;/g, ''))

/** Words for people that stand in the markup itself. */
export function findBareWords(sources: SourceFile[]): string[] {
  return sources
    .filter(({ path: file }) => /^(app|components)\/.*\.tsx$/.test(file))
    .flatMap((file) => {
      const texts = findAll(file.tree, 'JSXText').filter((node) => hasWords(String(node.value)))
      const attributes = findAll(file.tree, 'JSXAttribute').filter(({ name, value }) => {
        const words = stringOf(value)
        return isNode(name) && spoken.includes(String(name.name)) && words !== null && hasWords(words)
      })
      return [...texts, ...attributes].map(
        (node) => `${file.at(node.start)} ${file.text.slice(node.start, node.end).trim().slice(0, 60)}`,
      )
    })
}
