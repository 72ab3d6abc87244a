export type FilterOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew'
export type FilterValue = string | boolean | number | null

/** A filter as it was understood; attributes are in lower case with dots between their parts. */
export type Filter =
  | { kind: 'all'; parts: Filter[] }
  | { kind: 'any'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'present'; attribute: string }
  | { kind: 'compare'; attribute: string; operator: FilterOperator; value: FilterValue }
