import type { Node } from './source-file.ts'

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The nodes directly inside, in no particular order. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

/** The node itself and everything inside it. */
export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

/** Every node of one of these kinds. */
export function findAll(node: Node, ...types: string[]): Node[] {
  return [...walk(node)].filter((found) => types.includes(found.type))
}

/** An identifier's or a member's name: `a`, `a.b`, `a.b.c`; '' for anything else. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name)
  if (node.type === 'MemberExpression' && node.computed !== true) {
    return `${nameOf(node.object)}.${nameOf(node.property)}`
  }
  return ''
}

/** The name of what is called, for a call. */
export function calleeOf(call: Node): string {
  return nameOf(call.callee)
}

/** The text of a string literal, or null. */
export function stringOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  return null
}
