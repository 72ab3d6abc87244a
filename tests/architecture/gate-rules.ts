import type { Node, SourceFile } from './source-file.ts'
import { calleeOf, findAll, isNode, nameOf } from './walk.ts'

const gated = /^app\/(\(portal\)|helpdesk|admin|enroll)\/(.*\/)?page\.tsx$/

export function findOpenPages(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => gated.test(file.path))
    .filter((file) => !findAll(file.tree, 'CallExpression').some((call) => calleeOf(call) === 'requireRole'))
    .map((file) => `${file.path}:1 does not call requireRole`)
}

/** The second one says aloud that nobody needs to be signed in. */
const makers = ['action', 'action.forAnyone']

function isServerDirective(node: Node): boolean {
  return node.type === 'ExpressionStatement' && node.directive === 'use server'
}

function isActionFile(file: SourceFile): boolean {
  return (
    Array.isArray(file.tree.body) && file.tree.body.some((node) => isNode(node) && isServerDirective(node))
  )
}

function isActionConst(declaration: unknown): boolean {
  if (!isNode(declaration) || declaration.type !== 'VariableDeclaration') return false
  return findAll(declaration, 'VariableDeclarator')
    .slice(0, 1)
    .every(
      (one) => isNode(one.init) && one.init.type === 'CallExpression' && makers.includes(calleeOf(one.init)),
    )
}

/** Exports of 'use server' files that are not `action(...)`, and 'use server' inside a function. */
export function findBareActions(sources: SourceFile[]): string[] {
  return sources.flatMap((file) => {
    const inner = findAll(file.tree, 'FunctionBody', 'BlockStatement').filter(
      (block) =>
        Array.isArray(block.body) && block.body.some((node) => isNode(node) && isServerDirective(node)),
    )
    const wrong = inner.map((node) => `${file.at(node.start)} 'use server' inside a function`)
    if (!isActionFile(file)) return wrong
    const exported = findAll(file.tree, 'ExportNamedDeclaration').filter((node) => node.exportKind !== 'type')
    const bare = exported.filter(
      (node) =>
        isNode(node.declaration) &&
        !isActionConst(node.declaration) &&
        !node.declaration.type.startsWith('TS'),
    )
    return [...wrong, ...bare.map((node) => `${file.at(node.start)} an exported action is not action(...)`)]
  })
}

const database = ['prisma', 'inTransaction']
const entitled = ['Actor', 'PersonActor', 'Transaction']

function typeNameOf(parameter: unknown): string {
  if (!isNode(parameter) || !isNode(parameter.typeAnnotation)) return ''
  const type = parameter.typeAnnotation.typeAnnotation
  return isNode(type) ? nameOf(type.typeName) : ''
}

function touchesDatabase(fn: Node): boolean {
  return findAll(fn, 'CallExpression').some((call) => database.includes(calleeOf(call)))
}

/** Exported portal functions that reach the database without an Actor (or a transaction somebody opened with one). */
export function findActorless(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('lib/portal/'))
    .flatMap((file) =>
      findAll(file.tree, 'ExportNamedDeclaration').flatMap(({ declaration }) => {
        if (
          !isNode(declaration) ||
          declaration.type !== 'FunctionDeclaration' ||
          !touchesDatabase(declaration)
        )
          return []
        const first = Array.isArray(declaration.params) ? declaration.params[0] : undefined
        if (entitled.includes(typeNameOf(first))) return []
        return [`${file.at(declaration.start)} ${nameOf(declaration.id)} does not take an Actor first`]
      }),
    )
}
