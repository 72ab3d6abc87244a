import { type Choice, chooseDeclarations } from '../ddm/choose-declarations.ts'
import { readCapabilities } from '../ddm/client-capabilities.ts'
import type { DeclarativeRow } from '../store/declarations.ts'

/**
 * What a channel is told of, out of all that its sets hold.
 * Source: declarative/protocol/declarationitemsresponse.yaml; declarative/status/management.client-capabilities.yaml
 */
export function offeredDeclarations(row: DeclarativeRow): Choice {
  return chooseDeclarations(row.declarations, row, readCapabilities(row.capabilities))
}
