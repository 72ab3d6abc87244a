import { importsOf } from './imports.ts'
import type { Node, SourceFile } from './source-file.ts'
import { calleeOf, findAll, nameOf } from './walk.ts'

const strangers = /^(next|next-auth|next-intl|react|react-dom|@prisma\/.*)($|\/)/
const outsideWorld =
  /^node:(fs|net|http|https|http2|tls|dgram|dns|child_process|os|timers|worker_threads|cluster|process)($|\/)/
const chance = [
  'randomBytes',
  'randomUUID',
  'randomInt',
  'randomFillSync',
  'generateKeyPairSync',
  'generateKeyPair',
  'webcrypto',
]
const worldCalls = [
  'Date.now',
  'Math.random',
  'performance.now',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]

function isPureRoom(file: SourceFile): boolean {
  return /^lib\/mdm\/(protocol|pki|ddm)\//.test(file.path)
}

function isClock(node: Node): boolean {
  if (node.type === 'CallExpression') return worldCalls.includes(calleeOf(node))
  return (
    node.type === 'NewExpression' &&
    calleeOf(node) === 'Date' &&
    Array.isArray(node.arguments) &&
    node.arguments.length === 0
  )
}

export function findImpureMdm(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('lib/mdm/'))
    .flatMap(importsOf)
    .filter(({ specifier }) => strangers.test(specifier))
    .map(({ from, offset, specifier }) => `${from.at(offset)} lib/mdm does not know ${specifier}`)
}

export function findImpureCalls(sources: SourceFile[]): string[] {
  return sources.filter(isPureRoom).flatMap((file) => {
    const imports = importsOf(file)
      .filter(
        ({ specifier, names }) => outsideWorld.test(specifier) || names.some((name) => chance.includes(name)),
      )
      .map(({ offset, specifier }) => `${file.at(offset)} ${specifier} brings the outside world or chance in`)
    const calls = findAll(file.tree, 'CallExpression', 'NewExpression')
      .filter(isClock)
      .map((node) => `${file.at(node.start)} has a clock, chance or a wire of its own`)
    return [...imports, ...calls]
  })
}

const mayReadEnv = /^(lib\/server\/env\.ts|scripts\/.*|tests\/.*|bench\/.*|[^/]+\.config\.(ts|mjs))$/

export function findEnvReaders(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => !mayReadEnv.test(file.path))
    .flatMap((file) =>
      findAll(file.tree, 'MemberExpression')
        .filter((node) => nameOf(node) === 'process.env')
        .map((node) => `${file.at(node.start)} reads process.env`),
    )
}
