import { isJsonObject, type Json, type JsonObject } from './json.ts'

/**
 * Puts what a Mac reports of one item together with what is on file. Of a list whose entries have an identifier
 * only the changed ones come, and those marked `_removed` go; a full report replaces. Such a list is kept as one
 * dictionary by identifier.
 *
 * returns  what is on file from now on
 * spec     declarative/protocol/statusreport.yaml (FullReport); declarative/status/*.yaml (identifier, _removed)
 */
export function mergeStatusItem(onFile: Json | undefined, reported: Json, isFull: boolean): Json {
  if (!Array.isArray(reported) || !reported.every(hasIdentifier)) return reported
  if (reported.length === 0) return !isFull && isJsonObject(onFile) ? onFile : []
  const entries = new Map<string, Json>(!isFull && isJsonObject(onFile) ? Object.entries(onFile) : [])
  for (const { identifier, _removed, ...facts } of reported) {
    if (_removed === true) entries.delete(identifier)
    else entries.set(identifier, { identifier, ...facts })
  }
  return Object.fromEntries(entries)
}

/**
 * True for a value that can only be understood together with what is on file.
 * Source: declarative/protocol/statusreport.yaml
 */
export function isPartial(reported: Json): boolean {
  return Array.isArray(reported) && reported.every(hasIdentifier)
}

function hasIdentifier(entry: Json): entry is JsonObject & { identifier: string } {
  return isJsonObject(entry) && typeof entry.identifier === 'string'
}
