import { describe, expect, it } from 'vitest'
import { declarationTypes } from '#lib/mdm/ddm/declaration-types.ts'
import { isArrayShape, type PayloadShape, type Shape, shapeKeys } from '#lib/mdm/ddm/payload-shape.ts'
import type { DeclarationType } from '#lib/mdm/ddm/schema/declaration-type.ts'
import { statusItemTypes } from '#lib/mdm/ddm/status-item-types.ts'
import { type DeclarativeSchema, needAppleSchema, type SchemaNode } from '#tests/support/apple-schema.ts'

type MacRules = {
  introduced?: string
  'allowed-enrollments'?: string[]
  'allowed-scopes'?: string[]
}

const rulesOf = (node: Pick<SchemaNode, 'supportedOS'>): MacRules => node.supportedOS?.macOS ?? {}
const short = (version: string | undefined) => version?.replace(/\.0$/, '')

/** What Apple says of the enrollments and scopes, where it says it. */
function expectSameReach(
  { since, scopes, enrollments }: Pick<DeclarationType, 'since' | 'scopes' | 'enrollments'>,
  { payload }: DeclarativeSchema,
): void {
  const rules = rulesOf(payload)
  expect(since).toBe(short(rules.introduced))
  if (rules['allowed-scopes']) expect(scopes).toEqual(rules['allowed-scopes'])
  const allowed = rules['allowed-enrollments']
  if (allowed) expect(enrollments).toEqual(allowed.filter((one) => one !== 'local'))
}

function expectSameKeys(shape: PayloadShape, keys: SchemaNode[], path: string): void {
  const onMacs = keys.filter((key) => rulesOf(key).introduced !== 'n/a')
  const known = shapeKeys(shape)
  const nameOf = ({ key }: SchemaNode) => (key.startsWith('ANY') ? '*' : key)
  expect([...known.keys()].sort(), path).toEqual(onMacs.map(nameOf).sort())
  for (const key of onMacs) {
    const mine = known.get(nameOf(key))
    if (!mine) continue
    const below = `${path}.${key.key}`
    expect(mine.isRequired, below).toBe(key.presence === 'required' && nameOf(key) !== '*')
    expectSameValue(mine.shape, key, below)
  }
}

const words: Record<string, string[]> = {
  string: ['text', 'asset', 'configuration', 'url', 'localtime'],
  boolean: ['flag'],
  integer: ['integer'],
  real: ['real'],
  data: ['data'],
  date: ['date'],
  any: ['any'],
  dictionary: ['dictionary'],
}

function expectSameValue(shape: Shape, node: SchemaNode, path: string): void {
  const type = node.type?.replace(/[<>]/g, '') ?? 'any'
  const below = node.subkeys ?? []
  if (isArrayShape(shape)) {
    expect(type, path).toBe('array')
    const [item] = below
    if (item && item.subkeys !== node.subkeys) expectSameValue(shape[0], item, `${path}[]`)
    return
  }
  if (typeof shape !== 'string') {
    expect(type, path).toBe('dictionary')
    expectSameKeys(shape, below, path)
    return
  }
  const [kind = '', rule] = shape.split(' ')
  expect(words[type], `${path} is ${type}`).toContain(kind)
  if (node.rangelist) expect(rule?.split('|'), path).toEqual(node.rangelist.map(String))
  if (node.range) expect(rule, path).toBe(`${node.range.min ?? ''}..${node.range.max ?? ''}`)
}

describe('the tables of declarations', () => {
  it('know every declaration type that Macs have, and who may have it', async (context) => {
    const { declarations } = await needAppleSchema(context)
    const types = declarations().filter(({ payload }) => payload.declarationtype !== 'any')
    expect([...declarationTypes.keys()].sort()).toEqual(
      types.map(({ payload }) => payload.declarationtype).sort(),
    )
    for (const type of types) {
      const mine = declarationTypes.get(type.payload.declarationtype ?? '')
      if (mine) expectSameReach(mine, type)
    }
  })

  it('know every key, its type, whether it must be there, and what it may be', async (context) => {
    const { declarations } = await needAppleSchema(context)
    for (const schema of declarations()) {
      const type = schema.payload.declarationtype ?? ''
      const shape = declarationTypes.get(type)?.shape
      if (type === 'any') continue
      expect(shape === null, type).toBe(schema['x-partial'] === true)
      if (shape) expectSameKeys(shape, schema.payloadkeys ?? [], type)
    }
  })

  it('know every status item that Macs have', async (context) => {
    const { statusItems } = await needAppleSchema(context)
    const items = statusItems()
    expect([...statusItemTypes.keys()].sort()).toEqual(
      items.map(({ payload }) => payload.statusitemtype).sort(),
    )
    for (const schema of items) {
      const name = schema.payload.statusitemtype ?? ''
      const mine = statusItemTypes.get(name)
      if (!mine) continue
      expectSameReach(mine, schema)
      expect(mine.isDictionary, name).toBe(schema.payloadkeys?.[0]?.type === '<dictionary>')
    }
  })
})
