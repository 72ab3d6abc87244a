import { ScimError, type ScimType } from './scim-error.ts'

export type FilterToken =
  | { kind: 'mark'; text: '(' | ')' | '[' | ']' }
  | { kind: 'text'; value: string }
  | { kind: 'word'; text: string }

export const longestFilter = 4000
const mostTokens = 300
const pattern = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+)|$)/y

function readText(literal: string, refuse: (words: string) => ScimError): string {
  try {
    const value: unknown = JSON.parse(literal)
    if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw refuse('a value in quotation marks is no JSON string')
}

/** The words, strings and brackets of a filter or path. What is longer than any directory writes is refused unread. */
export function readFilterTokens(source: string, scimType: ScimType): FilterToken[] {
  const refuse = (words: string) => new ScimError(scimType, words)
  if (source.length > longestFilter) throw refuse(`more than ${longestFilter} characters`)
  const tokens: FilterToken[] = []
  for (pattern.lastIndex = 0; pattern.lastIndex < source.length; ) {
    const [whole, mark, literal, word] = pattern.exec(source) ?? []
    if (whole === undefined) throw refuse('a quotation mark is not closed')
    if (mark) tokens.push({ kind: 'mark', text: mark as '(' })
    else if (literal) tokens.push({ kind: 'text', value: readText(literal, refuse) })
    else if (word) tokens.push({ kind: 'word', text: word })
    else break
    if (tokens.length > mostTokens) throw refuse(`more than ${mostTokens} words`)
  }
  return tokens
}
