import { describe, expect, it } from 'vitest'
import { findExternalWork, findUnaudited } from './audit-rules.ts'
import { findCycles, findWrongDirections } from './direction-rules.ts'
import { findCodelessErrors, findEmptyCatches } from './error-rules.ts'
import { findActorless, findBareActions, findOpenPages } from './gate-rules.ts'
import { findLongFiles, findLongFunctions } from './length-rules.ts'
import { findBareWords } from './message-rules.ts'
import { findBadNames, findDefaultExports } from './name-rules.ts'
import { findEnvReaders, findImpureCalls, findImpureMdm } from './purity-rules.ts'
import { parseSource } from './source-file.ts'
import { findEscapes, findUndocumented, findWeakTests } from './writing-rules.ts'

const one = (path: string, text: string) => [parseSource(path, text)]
const lines = (count: number) => 'x()\n'.repeat(count)

/** Each rule with a file that breaks it, so that a rule which sees nothing cannot pass for one that holds. */
const broken: [string, () => string[]][] = [
  ['a long file', () => findLongFiles(one('lib/a.ts', lines(301)), 300)],
  ['a long function', () => findLongFunctions(one('lib/a.ts', `function f() {\n${lines(50)}}`), 50, 100)],
  [
    'a long component',
    () => findLongFunctions(one('app/a.tsx', `const A = () => {\n${lines(100)}return <p />}`), 50, 100),
  ],
  ['an import upwards', () => findWrongDirections(one('lib/server/a.ts', `import '#lib/portal/a/b.ts'`))],
  ['an import of a neighbour', () => findWrongDirections(one('lib/portal/a/b.ts', `import '../c/d.ts'`))],
  [
    'an import past the door of lib/mdm',
    () => findWrongDirections(one('lib/portal/a/b.ts', `import '#lib/mdm/store/a.ts'`)),
  ],
  [
    'a page with Prisma',
    () => findWrongDirections(one('app/a.tsx', `import { prisma } from '#lib/server/prisma.ts'`)),
  ],
  [
    'an import by import()',
    () => findWrongDirections(one('lib/mdm/a.ts', `await import('#lib/server/env.ts')`)),
  ],
  ['an import without its ending', () => findWrongDirections(one('lib/mdm/a.ts', `import './b'`))],
  [
    'a circle',
    () => findCycles([...one('lib/a.ts', `import './b.ts'`), ...one('lib/b.ts', `export * from './a.ts'`)]),
  ],
  ['React in lib/mdm', () => findImpureMdm(one('lib/mdm/a.ts', `import { cache } from 'react'`))],
  ['a clock in protocol', () => findImpureCalls(one('lib/mdm/protocol/a.ts', 'new Date()'))],
  [
    'chance in pki',
    () => findImpureCalls(one('lib/mdm/pki/a.ts', `import { randomBytes } from 'node:crypto'`)),
  ],
  [
    'a file in ddm',
    () => findImpureCalls(one('lib/mdm/ddm/a.ts', `import { readFile } from 'node:fs/promises'`)),
  ],
  ['process.env', () => findEnvReaders(one('lib/auth/a.ts', 'process.env.HOME'))],
  ['a barrel', () => findBadNames(one('lib/auth/index.ts', ''))],
  ['a name that says nothing', () => findBadNames(one('lib/utils/a.ts', ''))],
  ['a name in capitals', () => findBadNames(one('components/ui/Button.tsx', ''))],
  ['a default export', () => findDefaultExports(one('lib/a.ts', 'export default 1'))],
  ['a page without a gate', () => findOpenPages(one('app/admin/page.tsx', 'export default () => null'))],
  [
    'an action without a gate',
    () => findBareActions(one('app/a.ts', `'use server'\nexport async function f() {}`)),
  ],
  ['an action in a function', () => findBareActions(one('app/a.ts', `function f() { 'use server' }`))],
  [
    'a query without an actor',
    () =>
      findActorless(
        one('lib/portal/a/b.ts', 'export async function f(id: string) { prisma().x.findMany() }'),
      ),
  ],
  [
    'a write without an audit entry',
    () => findUnaudited(one('lib/portal/a/b.ts', 'inTransaction((tx) => tx.person.update({}))')),
  ],
  ['a fetch in a write', () => findExternalWork(one('lib/portal/a/b.ts', 'inTransaction(() => fetch(url))'))],
  ['an empty catch', () => findEmptyCatches(one('lib/a.ts', 'try { f() } catch {}'))],
  ['an empty .catch', () => findEmptyCatches(one('lib/a.ts', 'f().catch(() => {})'))],
  ['an error without a code', () => findCodelessErrors(one('lib/a.ts', 'class AError extends Error {}'))],
  ['an export without a comment', () => findUndocumented(one('lib/mdm/a.ts', 'export const a = 1'))],
  [
    'a comment without a source',
    () => findUndocumented(one('lib/mdm/a.ts', '/** One. */\nexport const a = 1')),
  ],
  ['any', () => findEscapes(one('lib/a.ts', 'const a: any = 1'))],
  ['a non-null', () => findEscapes(one('lib/a.ts', 'a!.b'))],
  ['an enum', () => findEscapes(one('lib/a.ts', 'enum A { b }'))],
  ['work put off', () => findEscapes(one('lib/a.ts', `// ${'TO'}${'DO'} later`))],
  ['a mock', () => findWeakTests(one('tests/a.test.ts', `vi.mock('#lib/a.ts')`))],
  ['a skipped test', () => findWeakTests(one('tests/a.test.ts', `it.skip('', () => {})`))],
  ['words in the markup', () => findBareWords(one('app/a.tsx', 'const a = <p>Hello there</p>'))],
  ['words in an attribute', () => findBareWords(one('app/a.tsx', 'const a = <p title="Hello" />'))],
]

describe('the rules of the house', () => {
  it.each(broken)('find %s', (_what, find) => {
    expect(find()).toHaveLength(1)
  })
})
