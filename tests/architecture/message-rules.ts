import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceFile } from './source-file.ts'
import { calleeOf, findAll, isNode, stringOf } from './walk.ts'

function flatten(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [prefix]
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, `${prefix}.${key}`))
}

/** Every key of a language with the file that holds it. The area is the file's name. */
export function readKeys(locale: string): Map<string, string> {
  const folder = path.join('messages', locale)
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  return new Map(
    files.flatMap((name) => {
      const file = path.join(folder, name)
      const area = name.replace(/\.json$/, '')
      return flatten(JSON.parse(readFileSync(file, 'utf8')), area).map((key): [string, string] => [key, file])
    }),
  )
}

export function findUnequalKeys(): string[] {
  const [en, nl] = [readKeys('en'), readKeys('nl')]
  const missing = (from: Map<string, string>, to: Map<string, string>, locale: string) =>
    [...from].filter(([key]) => !to.has(key)).map(([key, file]) => `${file}:1 ${key} is missing in ${locale}`)
  return [...missing(en, nl, 'nl'), ...missing(nl, en, 'en')]
}

function templatePattern(quasis: unknown): RegExp | null {
  if (!Array.isArray(quasis) || quasis.length < 2) return null
  const parts = quasis.map((one) =>
    isNode(one) ? String((one.value as { cooked?: string }).cooked ?? '') : '',
  )
  if (parts.every((part) => !/[a-zA-Z]/.test(part))) return null
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')).join('[^/ ]+')}$`)
}

const openers = ['getTranslations', 'useTranslations', 'getExtracted']

function namespacesIn(file: SourceFile): string[] {
  return findAll(file.tree, 'CallExpression')
    .filter((call) => openers.includes(calleeOf(call)))
    .flatMap((call) => findAll(call, 'Literal').flatMap((literal) => stringOf(literal) ?? []))
}

/** Keys that no text in the sources can lead to: no namespace that is opened and rest that is spelled somewhere. */
export function findDeadKeys(sources: SourceFile[]): string[] {
  const readers = sources.filter(({ path: file }) => /^(app|components|lib)\//.test(file))
  const literals = new Set(
    readers.flatMap((file) => findAll(file.tree, 'Literal').flatMap((one) => stringOf(one) ?? [])),
  )
  const names = new Set(
    readers.flatMap((file) =>
      findAll(file.tree, 'Property').flatMap((one) =>
        isNode(one.key) && typeof one.key.name === 'string' ? [one.key.name] : [],
      ),
    ),
  )
  const patterns = readers.flatMap((file) =>
    findAll(file.tree, 'TemplateLiteral').flatMap((one) => templatePattern(one.quasis) ?? []),
  )
  const namespaces = new Set(['', ...readers.flatMap(namespacesIn)])
  const spelled = (rest: string) =>
    literals.has(rest) || names.has(rest) || patterns.some((pattern) => pattern.test(rest))
  const alive = (key: string) => {
    const parts = key.split('.')
    return parts.some(
      (_, at) => namespaces.has(parts.slice(0, at).join('.')) && spelled(parts.slice(at).join('.')),
    )
  }
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
