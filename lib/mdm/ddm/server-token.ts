import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { JsonObject } from './json.ts'

/**
 * The revision of a declaration, 64 octets: another type or payload is another token, the same content the same one.
 * Source: declarative/declarations/declarationbase.yaml (ServerToken)
 */
export function serverTokenOf(type: string, payload: JsonObject): string {
  return createHash('sha256')
    .update(canonicalJson([type, payload]))
    .digest('hex')
}
