import type { Node, SourceFile } from './source-file.ts'
import { findAll, isNode } from './walk.ts'

const functionKinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

/** Tests are read top to bottom, so their describe blocks may be long; the rule is for what runs in the product. */
export function productSources(sources: SourceFile[]): SourceFile[] {
  return sources.filter((file) => !file.path.startsWith('tests/'))
}

export function findLongFiles(sources: SourceFile[], most: number): string[] {
  return sources
    .filter((file) => lineCount(file.text) > most)
    .map((file) => `${file.path}:1 has ${lineCount(file.text)} lines, more than ${most}`)
}

export function medianLength(sources: SourceFile[]): number {
  const lengths = sources.map((file) => lineCount(file.text)).sort((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)] ?? 0
}

/** Markup of its own, not of a function inside it. */
function hasMarkup(fn: Node): boolean {
  return isNode(fn.body) && findAll(fn.body, 'JSXElement', 'JSXFragment').length > 0
}

export function findLongFunctions(sources: SourceFile[], most: number, mostWithMarkup: number): string[] {
  return sources.flatMap((file) =>
    findAll(file.tree, ...functionKinds).flatMap((fn) => {
      const lines = lineCount(file.text.slice(fn.start, fn.end))
      const limit = hasMarkup(fn) ? mostWithMarkup : most
      return lines > limit ? [`${file.at(fn.start)} a function of ${lines} lines, more than ${limit}`] : []
    }),
  )
}
