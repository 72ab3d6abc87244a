import { importsOf } from './imports.ts'
import type { SourceFile } from './source-file.ts'
import { calleeOf, findAll } from './walk.ts'

const change = /\.(create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany)$/

function calls(file: SourceFile): string[] {
  return findAll(file.tree, 'CallExpression').map(calleeOf)
}

/** Files that record an audit entry, themselves or through another portal file that they call. */
function auditedFiles(portal: SourceFile[]): Set<string> {
  const audited = new Set(
    portal.filter((file) => calls(file).includes('recordAudit')).map(({ path }) => path),
  )
  const uses = portal.map((file) => ({
    path: file.path,
    targets: importsOf(file).flatMap(({ target, typeOnly }) => (target && !typeOnly ? [target] : [])),
  }))
  for (let before = -1; before !== audited.size; ) {
    before = audited.size
    for (const { path, targets } of uses) if (targets.some((target) => audited.has(target))) audited.add(path)
  }
  return audited
}

/** Portal files that open a transaction and change something in it, and leave no audit entry. */
export function findUnaudited(sources: SourceFile[]): string[] {
  const portal = sources.filter(
    (file) => file.path.startsWith('lib/portal/') && !file.path.startsWith('lib/portal/audit/'),
  )
  const audited = auditedFiles(portal)
  return portal
    .filter((file) => calls(file).includes('inTransaction') && calls(file).some((name) => change.test(name)))
    .filter((file) => !audited.has(file.path))
    .map((file) => `${file.path}:1 changes data without recordAudit`)
}

/** Portal files that reach for a network or another program. */
export function findExternalWork(sources: SourceFile[]): string[] {
  return sources
    .filter((file) => file.path.startsWith('lib/portal/') && calls(file).includes('inTransaction'))
    .flatMap((file) => {
      const wires = importsOf(file).filter(
        ({ specifier, typeOnly }) =>
          !typeOnly && /^node:(http|https|http2|net|child_process|dns)/.test(specifier),
      )
      const fetches = findAll(file.tree, 'CallExpression').filter((call) => calleeOf(call) === 'fetch')
      return [...wires.map(({ offset }) => offset), ...fetches.map(({ start }) => start)].map(
        (offset) => `${file.at(offset)} does something external beside a transaction`,
      )
    })
}
