import { type FilterToken, readFilterTokens } from './filter-tokens.ts'
import { ScimError, type ScimType } from './scim-error.ts'

const deepest = 20

/** Where reading has come to among the tokens of a filter or path. */
export interface FilterCursor {
  readonly tokens: FilterToken[]
  readonly scimType: ScimType
  at: number
  depth: number
}

export function openCursor(source: string, scimType: ScimType): FilterCursor {
  return { tokens: readFilterTokens(source, scimType), scimType, at: 0, depth: 0 }
}

export function refuseAt(cursor: FilterCursor, words: string): ScimError {
  return new ScimError(cursor.scimType, `${words}, at word ${cursor.at + 1}`)
}

/** The next token when it is this bracket, or this word in any case; then reading goes on behind it. */
export function takeIf(cursor: FilterCursor, text: string): boolean {
  const token = cursor.tokens[cursor.at]
  if (!token || token.kind === 'text' || token.text.toLowerCase() !== text) return false
  cursor.at += 1
  return true
}

export function takeWord(cursor: FilterCursor, what: string): string {
  const token = cursor.tokens[cursor.at]
  if (token?.kind !== 'word') throw refuseAt(cursor, `${what} is missing`)
  cursor.at += 1
  return token.text
}

/** Reads what stands between two brackets, no deeper than a person could follow. */
export function takeInside<T>(cursor: FilterCursor, close: ')' | ']', read: () => T): T {
  cursor.depth += 1
  if (cursor.depth > deepest) throw refuseAt(cursor, `more than ${deepest} brackets deep`)
  const inside = read()
  if (!takeIf(cursor, close)) throw refuseAt(cursor, `${close} is missing`)
  cursor.depth -= 1
  return inside
}

export function requireEnd(cursor: FilterCursor): void {
  if (cursor.at < cursor.tokens.length) throw refuseAt(cursor, 'something stands behind the end')
}
