import type { Filter, FilterOperator, FilterValue } from './filter.ts'
import type { ScimValue } from './scim-document.ts'

/** Whether one value of an attribute, such as one of several e-mail addresses, fits a filter. */
export function matchValue(filter: Filter, value: Record<string, ScimValue>): boolean {
  if (filter.kind === 'all') return filter.parts.every((part) => matchValue(part, value))
  if (filter.kind === 'any') return filter.parts.some((part) => matchValue(part, value))
  if (filter.kind === 'not') return !matchValue(filter.part, value)
  const [, found] = Object.entries(value).find(([name]) => name.toLowerCase() === filter.attribute) ?? []
  if (filter.kind === 'present') return found !== undefined && found !== ''
  return compare(filter.operator, found ?? null, filter.value)
}

function compare(operator: FilterOperator, found: ScimValue, wanted: FilterValue): boolean {
  const [a, b] = [found, wanted].map((one) => String(one ?? '').toLowerCase())
  if (a === undefined || b === undefined) return false
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  if (operator === 'sw') return a.startsWith(b)
  return operator === 'ew' ? a.endsWith(b) : a.includes(b)
}
