import type { WithheldReason } from '../ddm/choose-declarations.ts'
import { type DeclarationKind, kindOf } from '../ddm/declaration.ts'
import type { Json } from '../ddm/json.ts'
import type { DeclarationState } from '../ddm/read-declaration-states.ts'
import { retrieveDeclarative } from '../store/declarations.ts'
import { retrieveEnrollment } from '../store/enrollments.ts'
import type { Sql } from '../store/sql.ts'
import { errorsName, retrieveDeclarationStates, retrieveStatusItems } from '../store/status-items.ts'
import { offeredDeclarations } from './offered-declarations.ts'

/**
 * How one declaration of a channel's sets stands.
 *
 * withheld     why the Mac is not told of it; null when it is
 * serverToken  the revision that the Mac is told; null when it is not
 * reported     what the Mac said last; isCurrent when that was about this revision
 * source       declarative/status/management.declarations.yaml
 */
export type DeclarationStanding = {
  identifier: string
  kind: DeclarationKind | null
  type: string
  withheld: WithheldReason | null
  problems: readonly string[]
  serverToken: string | null
  reported:
    | (Pick<DeclarationState, 'active' | 'valid' | 'reasons'> & { isCurrent: boolean; updatedAt: Date })
    | null
}

/**
 * What a channel was offered and what the Mac makes of it; null when there is no such channel.
 * Source: declarative/status/management.declarations.yaml
 */
export async function getDeclarationStates(
  sql: Sql,
  enrollmentId: string,
): Promise<DeclarationStanding[] | null> {
  const enrollment = await retrieveEnrollment(sql, enrollmentId)
  const row = enrollment && (await retrieveDeclarative(sql, enrollment.deviceId, enrollmentId, null))
  if (!row) return null
  const { offered, withheld } = offeredDeclarations(row)
  const reported = await retrieveDeclarationStates(sql, enrollmentId)
  const concerned = new Set([...offered, ...withheld].map(({ identifier }) => identifier))
  const declarations = row.declarations.filter(({ identifier }) => concerned.has(identifier))
  return declarations.map(({ identifier, type }) => {
    const served = offered.find((it) => it.identifier === identifier)
    const left = withheld.find((it) => it.identifier === identifier)
    const state = reported.find((it) => it.identifier === identifier)
    const serverToken = served?.serverToken ?? null
    return {
      identifier,
      kind: kindOf(type),
      type,
      withheld: left?.reason ?? null,
      problems: left?.problems ?? [],
      serverToken,
      reported: state
        ? {
            active: state.active,
            valid: state.valid,
            reasons: state.reasons,
            isCurrent: state.serverToken === serverToken,
            updatedAt: state.updatedAt,
          }
        : null,
    }
  })
}

/**
 * What a Mac said of itself, by the name of the item, and what it could not say and why. A list whose entries have
 * an identifier is a dictionary by it.
 * Source: declarative/status/*.yaml; declarative/protocol/statusreport.yaml (Errors)
 */
export type StatusItems = {
  items: { name: string; value: Json; updatedAt: Date }[]
  errors: Json
}

/**
 * All that a channel reported.
 * Source: declarative/status/*.yaml
 */
export async function getStatusItems(sql: Sql, enrollmentId: string): Promise<StatusItems> {
  const rows = await retrieveStatusItems(sql, enrollmentId)
  return {
    items: rows.filter(({ name }) => name !== errorsName),
    errors: rows.find(({ name }) => name === errorsName)?.value ?? {},
  }
}
