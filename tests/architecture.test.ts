import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findExternalWork, findUnaudited } from './architecture/audit-rules.ts'
import { findCycles, findWrongDirections } from './architecture/direction-rules.ts'
import { findCodelessErrors, findEmptyCatches } from './architecture/error-rules.ts'
import { findActorless, findBareActions, findOpenPages } from './architecture/gate-rules.ts'
import {
  findLongFiles,
  findLongFunctions,
  medianLength,
  productSources,
} from './architecture/length-rules.ts'
import { findBareWords, findDeadKeys, findDoubleKeys, findUnequalKeys } from './architecture/message-rules.ts'
import { findBadNames, findDefaultExports } from './architecture/name-rules.ts'
import { findEnvReaders, findImpureCalls, findImpureMdm } from './architecture/purity-rules.ts'
import { readSources } from './architecture/source-file.ts'
import { findEscapes, findUndocumented, findWeakTests } from './architecture/writing-rules.ts'

const sources = readSources()
const product = productSources(sources)

/** The list of violations, each with its file and line, is what a failing run shows. */
function expectNone(violations: string[]): void {
  expect(violations.join('\n')).toBe('')
}

describe('the house', () => {
  it('keeps files within 300 lines', () => expectNone(findLongFiles(product, 300)))
  it('keeps half of all files within 90 lines', () => expect(medianLength(product)).toBeLessThanOrEqual(90))
  it('keeps functions within 50 lines, 100 with markup', () =>
    expectNone(findLongFunctions(product, 50, 100)))
  it('imports downwards only', () => expectNone(findWrongDirections(sources)))
  it('has no circles of imports', () => expectNone(findCycles(sources)))
  it('keeps lib/mdm free of the web framework and the portal', () => expectNone(findImpureMdm(sources)))
  it('gives protocol, pki and ddm no clock, chance or wire', () => expectNone(findImpureCalls(sources)))
  it('names every file after what is in it', () => expectNone(findBadNames(sources)))
  it('exports by name unless a tool demands a default', () => expectNone(findDefaultExports(sources)))
  it('reads the environment in one place', () => expectNone(findEnvReaders(sources)))
})

describe('the gates', () => {
  it('stand before every page', () => expectNone(findOpenPages(sources)))
  it('stand before every server action', () => expectNone(findBareActions(sources)))
  it('stand before every portal query and write', () => expectNone(findActorless(sources)))
  it('leave an audit entry with every portal write', () => expectNone(findUnaudited(sources)))
  it('keep external work out of transactions', () => expectNone(findExternalWork(sources)))
})

describe('the writing', () => {
  it('swallows no error', () => expectNone(findEmptyCatches(sources)))
  it('gives every error class a code', () => expectNone(findCodelessErrors(sources)))
  it('names the source of every export of lib/mdm', () => expectNone(findUndocumented(sources)))
  it('has no way around the type checker or the linter, and puts nothing off', () =>
    expectNone(findEscapes(sources)))
  it('mocks no module of ours and skips no test', () => expectNone(findWeakTests(sources)))
  it('says everything in both languages', () => expectNone(findUnequalKeys()))
  it('says everything in one place', () => expectNone(findDoubleKeys()))
  it('has no message that nobody can see', () => expectNone(findDeadKeys(sources)))
  it('has no words in the markup itself', () => expectNone(findBareWords(sources)))
  it('is checked as strictly as TypeScript can', () => {
    const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'))
    expect(compilerOptions).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
    })
  })
})
