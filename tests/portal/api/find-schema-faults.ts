/** The part of JSON Schema that the document uses. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  pattern?: string
  minimum?: number
  maximum?: number
  [word: string]: unknown
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function isType(value: unknown, wanted: string): boolean {
  const type = typeOf(value)
  return type === wanted || (wanted === 'number' && type === 'integer')
}

const judged = [
  ...[
    '$ref',
    'type',
    'enum',
    'const',
    'anyOf',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'pattern',
  ],
  ...['minimum', 'maximum', 'format', 'description', 'propertyNames', 'default'],
]

function judgeObject(
  value: object,
  schema: JsonSchema,
  all: Record<string, JsonSchema>,
  at: string,
): string[] {
  const { properties = {}, required = [], additionalProperties = true } = schema
  const missing = required.filter((key) => !(key in value)).map((key) => `${at}.${key} is missing`)
  const inner = Object.entries(value).flatMap(([key, one]) => {
    const known = properties[key]
    if (known) return findSchemaFaults(one, known, all, `${at}.${key}`)
    if (additionalProperties === false) return [`${at}.${key} is not described`]
    return additionalProperties === true
      ? []
      : findSchemaFaults(one, additionalProperties, all, `${at}.${key}`)
  })
  return [...missing, ...inner]
}

/** Where a value is not as a schema says, in words. A word of JSON Schema that is not judged here is a fault too. */
export function findSchemaFaults(
  value: unknown,
  schema: JsonSchema,
  all: Record<string, JsonSchema>,
  at = '$',
): string[] {
  const faults = Object.keys(schema)
    .filter((word) => !judged.includes(word))
    .map((word) => `${at}: ${word} is not judged`)
  if (schema.$ref) {
    const target = all[schema.$ref.replace('#/components/schemas/', '')]
    return target ? findSchemaFaults(value, target, all, at) : [`${at}: ${schema.$ref} is not there`]
  }
  if (schema.anyOf?.every((one) => findSchemaFaults(value, one, all, at).length > 0))
    faults.push(`${at} is none of several`)
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.some((type) => isType(value, type))) faults.push(`${at} is ${typeOf(value)}`)
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at} is ${String(value)}`)
  if ('const' in schema && schema.const !== value) faults.push(`${at} is ${String(value)}`)
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern).test(value))
    faults.push(`${at} is ${value}`)
  if (typeof value === 'number') {
    if (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))
      faults.push(`${at} is ${value}`)
  }
  if (Array.isArray(value))
    return [
      ...faults,
      ...value.flatMap((one, n) => findSchemaFaults(one, schema.items ?? {}, all, `${at}[${n}]`)),
    ]
  if (typeof value === 'object' && value !== null) return [...faults, ...judgeObject(value, schema, all, at)]
  return faults
}
