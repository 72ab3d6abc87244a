import { checkDeclaration } from '../ddm/check-declaration.ts'
import { type Declaration, kindOf } from '../ddm/declaration.ts'
import { InvalidDeclarationError } from '../ddm/invalid-declaration-error.ts'
import { serverTokenOf } from '../ddm/server-token.ts'
import { clearSetAssignments } from '../store/declaration-sets.ts'
import { type DeclarationRow, storeDeclarationSet } from '../store/declarations.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * Makes a named set hold exactly these declarations, all or none, and has every channel that has the set look again.
 * An identifier is one declaration wherever it stands: giving it another content changes it in every set.
 *
 * throws   InvalidDeclarationError, with every fault that was found.
 * spec     declarative/declarations/*
 */
export async function declareSet(
  context: MdmContext,
  sql: Sql,
  setName: string,
  declarations: readonly Declaration[],
): Promise<void> {
  const problems: string[] = []
  const rows: DeclarationRow[] = []
  const seen = new Set<string>()
  if (!/^[\x21-\x7e]{1,200}$/.test(setName)) problems.push('the set has no name that can be kept')
  for (const declaration of declarations) {
    const { identifier, type, payload } = declaration
    const found = checkDeclaration(declaration)
    const kind = kindOf(type)
    problems.push(...found.problems)
    if (seen.has(identifier)) problems.push(`${identifier} is there twice`)
    seen.add(identifier)
    if (kind === null || found.problems.length > 0) continue
    const references = found.references.map((reference) => reference.identifier)
    rows.push({ identifier, type, kind, payload, references, serverToken: serverTokenOf(type, payload) })
  }
  if (problems.length > 0) throw new InvalidDeclarationError(problems)
  await storeDeclarationSet(sql, setName, rows, context.clock())
}

/**
 * Does away with a set: every Mac that has it drops what was in it.
 * Source: Apple, "Integrating declarative management"
 */
export async function withdrawSet(context: MdmContext, sql: Sql, setName: string): Promise<void> {
  await storeDeclarationSet(sql, setName, [], context.clock())
  await clearSetAssignments(sql, setName)
}
