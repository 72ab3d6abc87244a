import type { Node, SourceFile } from './source-file.ts'
import { calleeOf, findAll, isNode, nameOf } from './walk.ts'

function isEmptyBlock(node: unknown): boolean {
  return (
    isNode(node) &&
    ['BlockStatement', 'FunctionBody'].includes(node.type) &&
    Array.isArray(node.body) &&
    node.body.length === 0
  )
}

function swallows(call: Node): boolean {
  if (
    !calleeOf(call).endsWith('.catch') &&
    !(isNode(call.callee) && isNode(call.callee.property) && nameOf(call.callee.property) === 'catch')
  )
    return false
  const handler = Array.isArray(call.arguments) ? call.arguments[0] : undefined
  return isNode(handler) && isEmptyBlock(handler.body)
}

export function findEmptyCatches(sources: SourceFile[]): string[] {
  return sources.flatMap((file) => {
    const clauses = findAll(file.tree, 'CatchClause').filter((clause) => isEmptyBlock(clause.body))
    const handlers = findAll(file.tree, 'CallExpression').filter(swallows)
    return [...clauses, ...handlers].map((node) => `${file.at(node.start)} an empty catch`)
  })
}

/** Our own error classes that carry no stable code. */
export function findCodelessErrors(sources: SourceFile[]): string[] {
  return sources
    .filter(({ path }) => /^(app|lib|components)\//.test(path))
    .flatMap((file) =>
      findAll(file.tree, 'ClassDeclaration')
        .filter((one) => nameOf(one.superClass) === 'Error')
        .filter((one) => !/\bcode\b/.test(file.text.slice(one.start, one.end)))
        .map((one) => `${file.at(one.start)} ${nameOf(one.id)} has no code`),
    )
}
