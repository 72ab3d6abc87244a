import { type Choice, chooseDeclarations } from '../ddm/choose-declarations.ts'
import { readCapabilities } from '../ddm/client-capabilities.ts'
import { isForUsersOnly } from '../ddm/is-for-users-only.ts'
import type { DeclarativeRow } from '../store/declarations.ts'

/**
 * What a channel is told of, out of all that its sets hold. A user channel also has what its device's sets hold for
 * people; what those hold for the device is not mentioned.
 * Source: declarative/protocol/declarationitemsresponse.yaml; declarative/status/management.client-capabilities.yaml
 */
export function offeredDeclarations(row: DeclarativeRow): Choice {
  const concerning = row.declarations.filter(({ type, isInherited }) => !isInherited || isForUsersOnly(type))
  const { offered, withheld } = chooseDeclarations(concerning, row, readCapabilities(row.capabilities))
  const inherited = new Set(concerning.filter((it) => it.isInherited).map(({ identifier }) => identifier))
  const mentioned = withheld.filter(
    ({ identifier, reason }) => !inherited.has(identifier) || !incidental.has(reason),
  )
  return { offered, withheld: mentioned }
}

const incidental: ReadonlySet<string> = new Set(['nothing_left', 'not_referenced'])
