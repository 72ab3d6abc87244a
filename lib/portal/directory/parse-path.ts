import type { Filter } from './filter.ts'
import { openCursor, refuseAt, requireEnd, takeIf, takeInside, takeWord } from './filter-cursor.ts'
import { readFilter } from './parse-filter.ts'
import { readAttributePath } from './read-attribute-path.ts'

/** What a PATCH operation is about, in lower case: an attribute, which of its values, and what of them. */
export interface PatchPath {
  attribute: string
  filter: Filter | null
  sub: string | null
}

/** Reads a path (RFC 7644 section 3.5.2): `active`, `name.givenName`, `members[value eq "…"]`, `emails[…].value`. */
export function parsePath(source: string): PatchPath {
  const cursor = openCursor(source, 'invalidPath')
  const path = readAttributePath(takeWord(cursor, 'an attribute'))
  if (!path || path.length > 2) throw refuseAt(cursor, 'this is no attribute')
  const [attribute = '', sub = null] = path
  if (!takeIf(cursor, '[')) {
    requireEnd(cursor)
    return { attribute, filter: null, sub }
  }
  if (sub !== null) throw refuseAt(cursor, 'a filter stands behind the attribute itself')
  const filter = takeInside(cursor, ']', () => readFilter(cursor, ''))
  if (cursor.at === cursor.tokens.length) return { attribute, filter, sub: null }
  const behind = takeWord(cursor, 'an attribute')
  const [name, more] = behind.startsWith('.') ? (readAttributePath(behind.slice(1)) ?? []) : []
  if (name === undefined || more !== undefined) throw refuseAt(cursor, 'this is no attribute')
  requireEnd(cursor)
  return { attribute, filter, sub: name }
}
