import type { DeclarationKind } from './declaration.ts'
import { isJsonObject, type Json } from './json.ts'

/**
 * How a Mac stands with one declaration.
 * Source: declarative/status/management.declarations.yaml
 */
export type DeclarationState = {
  identifier: string
  kind: DeclarationKind
  serverToken: string
  active: boolean
  valid: 'valid' | 'invalid' | 'unknown'
  reasons: { code: string; description: string | null; details: Json }[]
}

const lists: readonly [string, DeclarationKind][] = [
  ['activations', 'activation'],
  ['configurations', 'configuration'],
  ['assets', 'asset'],
  ['management', 'management'],
]

const maxStates = 2000

/**
 * Reads management.declarations. An entry that makes no sense is passed over; of two for the same declaration the
 * later counts.
 * Source: declarative/status/management.declarations.yaml; declarative/status/statusreason.yaml
 */
export function readDeclarationStates(value: Json): DeclarationState[] {
  const states = new Map<string, DeclarationState>()
  for (const [list, kind] of lists) {
    const entries = isJsonObject(value) ? value[list] : undefined
    for (const entry of Array.isArray(entries) ? entries : []) {
      const state = readState(entry, kind)
      if (state && states.size < maxStates) states.set(state.identifier, state)
    }
  }
  return [...states.values()]
}

function readState(entry: Json, kind: DeclarationKind): DeclarationState | null {
  if (!isJsonObject(entry) || typeof entry.identifier !== 'string') return null
  const valid = entry.valid === 'valid' || entry.valid === 'invalid' ? entry.valid : 'unknown'
  return {
    identifier: entry.identifier.slice(0, 64),
    kind,
    serverToken: typeof entry['server-token'] === 'string' ? entry['server-token'].slice(0, 64) : '',
    active: entry.active === true,
    valid,
    reasons: readReasons(entry.reasons),
  }
}

function readReasons(value: Json | undefined): DeclarationState['reasons'] {
  return (Array.isArray(value) ? value.slice(0, 50) : []).flatMap((reason) => {
    if (!isJsonObject(reason)) return []
    const { code, description, details } = reason
    return {
      code: typeof code === 'string' ? code.slice(0, 200) : 'Error.Unknown',
      description: typeof description === 'string' ? description.slice(0, 2000) : null,
      details: details ?? null,
    }
  })
}
