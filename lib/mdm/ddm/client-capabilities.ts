import type { DeclarationKind } from './declaration.ts'
import { isJsonObject, type Json } from './json.ts'

/**
 * What a Mac says that it can take.
 * Source: declarative/status/management.client-capabilities.yaml (supported-payloads)
 */
export type ClientCapabilities = {
  declarations: Readonly<Record<DeclarationKind, ReadonlySet<string>>>
  statusItems: ReadonlySet<string>
}

/**
 * Reads management.client-capabilities. A list that is left out supports nothing of its kind.
 *
 * returns  null when the Mac has not said, or nothing that makes sense: then its version of macOS decides.
 * spec     declarative/status/management.client-capabilities.yaml
 */
export function readCapabilities(reported: unknown): ClientCapabilities | null {
  const payloads = member(reported, 'supported-payloads')
  const declarations = member(payloads, 'declarations')
  if (!isJsonObject(declarations)) return null
  return {
    declarations: {
      activation: texts(declarations.activations),
      configuration: texts(declarations.configurations),
      asset: texts(declarations.assets),
      management: texts(declarations.management),
    },
    statusItems: texts(member(payloads, 'status-items')),
  }
}

function member(value: unknown, key: string): Json | undefined {
  return isJsonObject(value) ? value[key] : undefined
}

function texts(value: Json | undefined): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
}
