import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { MalformedStatusError, parseBoundedJson } from './parse-bounded-json.ts'
import { type DeclarationState, readDeclarationStates } from './read-declaration-states.ts'
import { statusItemTypes } from './status-item-types.ts'

/**
 * What a Mac reports of itself.
 *
 * items          values by the full name of the item, without those of management
 * errors         what it was asked for and cannot tell, with its reasons, by the name of the item
 * states         how it stands with its declarations; null when it does not say
 * capabilities   management.client-capabilities as it came; null when it does not say
 * isFull         this is all there is: what is not in it is no more
 * source         declarative/protocol/statusreport.yaml
 */
export type StatusReport = {
  items: ReadonlyMap<string, Json>
  errors: ReadonlyMap<string, Json>
  states: DeclarationState[] | null
  capabilities: JsonObject | null
  isFull: boolean
}

const maxItems = 500
const maxErrors = 200

/**
 * Reads a status report.
 *
 * throws   MalformedStatusError.
 * spec     declarative/protocol/statusreport.yaml; declarative/status/*.yaml
 */
export function decodeStatusReport(bytes: Uint8Array): StatusReport {
  const report = parseBoundedJson(bytes)
  if (!isJsonObject(report) || !isJsonObject(report.StatusItems)) {
    throw new MalformedStatusError('a status report without StatusItems')
  }
  const items = new Map<string, Json>()
  collect(report.StatusItems, '', items)
  const declarations = items.get('management.declarations')
  const capabilities = items.get('management.client-capabilities')
  items.delete('management.declarations')
  items.delete('management.client-capabilities')
  return {
    items,
    errors: readErrors(report.Errors),
    states: declarations === undefined ? null : readDeclarationStates(declarations),
    capabilities: isJsonObject(capabilities) ? capabilities : null,
    isFull: report.FullReport === true,
  }
}

/** A name ends where Apple's table says so, else at the first value that is no dictionary. */
function collect(node: JsonObject, prefix: string, items: Map<string, Json>): void {
  for (const [key, value] of Object.entries(node)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (name.length > 200) throw new MalformedStatusError('a status item with too long a name')
    const isWhole = !isJsonObject(value) || statusItemTypes.get(name)?.isDictionary === true
    if (!isWhole) collect(value, name, items)
    else if (items.size < maxItems) items.set(name, value)
    else throw new MalformedStatusError('too many status items')
  }
}

function readErrors(given: Json | undefined): Map<string, Json> {
  const errors = new Map<string, Json>()
  for (const error of Array.isArray(given) ? given.slice(0, maxErrors) : []) {
    if (!isJsonObject(error) || typeof error.StatusItem !== 'string') continue
    errors.set(error.StatusItem.slice(0, 200), Array.isArray(error.Reasons) ? error.Reasons : [])
  }
  return errors
}
