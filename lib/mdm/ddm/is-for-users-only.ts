import { kindOf } from './declaration.ts'
import { declarationTypes } from './declaration-types.ts'

/**
 * Tells whether the people at a device get a declaration of their device's sets: configurations that the system scope
 * does not have, and what goes with them.
 * Source: declarative/declarations/* (allowed-scopes)
 */
export function isForUsersOnly(type: string): boolean {
  const kind = kindOf(type)
  if (kind === 'activation' || kind === 'asset') return true
  return kind === 'configuration' && declarationTypes.get(type)?.scopes.includes('system') === false
}
