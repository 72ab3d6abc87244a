import type { Node, SourceFile } from './source-file.ts'
import { calleeOf, findAll, isNode } from './walk.ts'

const sourceWords = /\b(source|spec)\b|\bRFC ?\d+|\.ya?ml\b|\bApple\b/i

function docBefore(file: SourceFile, node: Node): string | null {
  const found = file.comments.find(
    ({ value, end }) =>
      value.startsWith('*') && end <= node.start && file.text.slice(end, node.start).trim() === '',
  )
  return found?.value ?? null
}

/** Exports of lib/mdm without a doc comment that names where the fact comes from. */
export function findUndocumented(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('lib/mdm/'))
    .flatMap((file) =>
      findAll(file.tree, 'ExportNamedDeclaration')
        .filter((node) => isNode(node.declaration))
        .filter((node) => !sourceWords.test(docBefore(file, node) ?? ''))
        .map((node) => `${file.at(node.start)} an export without a doc comment that names its source`),
    )
}

const escapes = /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/
const promises = /\b(TODO|FIXME|XXX|HACK)\b/

/** Ways out of the type checker and the linter, and work put off. */
export function findEscapes(sources: SourceFile[]): string[] {
  return sources.flatMap((file) => {
    const comments = file.comments
      .filter(({ value }) => escapes.test(value) || promises.test(value))
      .map(({ start, value }) => `${file.at(start)} ${value.trim().slice(0, 60)}`)
    const kinds = [
      'TSAnyKeyword',
      'TSNonNullExpression',
      'TSEnumDeclaration',
      'TSParameterProperty',
      'TSModuleDeclaration',
    ]
    const nodes = findAll(file.tree, ...kinds)
      .filter((node) => node.type !== 'TSModuleDeclaration' || node.declare !== true)
      .map((node) => `${file.at(node.start)} ${node.type}`)
    return [...comments, ...nodes]
  })
}

const forbiddenCalls =
  /^vi\.(mock|doMock|unmock)$|^(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)$|^(xit|xdescribe|fit|fdescribe)$/

/** Tests that mock our own modules, or that do not run. */
export function findWeakTests(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('tests/'))
    .flatMap((file) =>
      findAll(file.tree, 'CallExpression')
        .filter((call) => forbiddenCalls.test(calleeOf(call)))
        .map((call) => `${file.at(call.start)} ${calleeOf(call)}`),
    )
}
