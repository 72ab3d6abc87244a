import type { Filter, FilterOperator, FilterValue } from './filter.ts'
import {
  type FilterCursor,
  openCursor,
  refuseAt,
  requireEnd,
  takeIf,
  takeInside,
  takeWord,
} from './filter-cursor.ts'
import { readAttributePath } from './read-attribute-path.ts'

const operators: readonly FilterOperator[] = ['eq', 'ne', 'co', 'sw', 'ew']

/** Reads a filter (RFC 7644 section 3.4.2.2). throws ScimError invalidFilter */
export function parseFilter(source: string): Filter {
  const cursor = openCursor(source, 'invalidFilter')
  const filter = readFilter(cursor, '')
  requireEnd(cursor)
  return filter
}

/** Reads a filter up to its end or a closing bracket. within: the attribute whose values it is about, with a dot. */
export function readFilter(cursor: FilterCursor, within: string): Filter {
  const parts = [readAll(cursor, within)]
  while (takeIf(cursor, 'or')) parts.push(readAll(cursor, within))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts }
}

function readAll(cursor: FilterCursor, within: string): Filter {
  const parts = [readOne(cursor, within)]
  while (takeIf(cursor, 'and')) parts.push(readOne(cursor, within))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', parts }
}

function readOne(cursor: FilterCursor, within: string): Filter {
  const next = cursor.tokens[cursor.at + 1]
  if (next?.kind === 'mark' && next.text === '(' && takeIf(cursor, 'not')) {
    cursor.at += 1
    return { kind: 'not', part: takeInside(cursor, ')', () => readFilter(cursor, within)) }
  }
  if (takeIf(cursor, '(')) return takeInside(cursor, ')', () => readFilter(cursor, within))
  const attribute = within + readAttribute(cursor)
  if (within === '' && takeIf(cursor, '[')) return readValues(cursor, attribute)
  return readComparison(cursor, attribute)
}

function readAttribute(cursor: FilterCursor): string {
  const path = readAttributePath(takeWord(cursor, 'an attribute'))
  if (!path) throw refuseAt(cursor, 'this is no attribute')
  return path.join('.')
}

/** `emails[type eq "work"]`, and as Entra writes it with `.value eq "…"` behind the bracket. */
function readValues(cursor: FilterCursor, attribute: string): Filter {
  const inside = takeInside(cursor, ']', () => readFilter(cursor, `${attribute}.`))
  const next = cursor.tokens[cursor.at]
  if (next?.kind !== 'word' || !next.text.startsWith('.')) return inside
  cursor.at += 1
  const sub = readAttributePath(next.text.slice(1))
  if (sub?.length !== 1) throw refuseAt(cursor, 'this is no attribute')
  return { kind: 'all', parts: [inside, readComparison(cursor, `${attribute}.${sub[0]}`)] }
}

function readComparison(cursor: FilterCursor, attribute: string): Filter {
  const word = takeWord(cursor, 'an operator').toLowerCase()
  if (word === 'pr') return { kind: 'present', attribute }
  const operator = operators.find((one) => one === word)
  if (!operator) throw refuseAt(cursor, 'only eq, ne, co, sw, ew and pr are known')
  return { kind: 'compare', attribute, operator, value: readValue(cursor) }
}

function readValue(cursor: FilterCursor): FilterValue {
  const token = cursor.tokens[cursor.at]
  if (token?.kind === 'text') {
    cursor.at += 1
    return token.value
  }
  const word = takeWord(cursor, 'a value').toLowerCase()
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(word)) return Number(word)
  throw refuseAt(cursor, 'a value is text in quotation marks, true, false, null or a number')
}
