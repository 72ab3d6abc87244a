import path from 'node:path'
import type { Node, SourceFile } from './source-file.ts'
import { findAll, isNode, stringOf } from './walk.ts'

export interface Import {
  from: SourceFile
  /** As it is written. */
  specifier: string
  /** The file of ours that it leads to, or null for a package. */
  target: string | null
  typeOnly: boolean
  names: string[]
  offset: number
}

function targetOf(file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file.path), specifier)
  return null
}

function isTypeOnly(statement: Node): boolean {
  if (statement.importKind === 'type' || statement.exportKind === 'type') return true
  const { specifiers } = statement
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false
  return specifiers.every((one) => isNode(one) && (one.importKind === 'type' || one.exportKind === 'type'))
}

function namesIn(specifiers: unknown): string[] {
  if (!Array.isArray(specifiers)) return []
  return specifiers.flatMap((one) => (isNode(one) && isNode(one.imported) ? [String(one.imported.name)] : []))
}

const kinds = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']

/** Everything that a file imports or passes on, `import()` included. */
export function importsOf(file: SourceFile): Import[] {
  return findAll(file.tree, ...kinds).flatMap((statement) => {
    const specifier = stringOf(statement.source)
    if (specifier === null) return []
    const names = namesIn(statement.specifiers)
    const target = targetOf(file, specifier)
    return [
      { from: file, specifier, target, typeOnly: isTypeOnly(statement), names, offset: statement.start },
    ]
  })
}
