import { describe, expect, it } from 'vitest'
import { encodeDeclarationItems } from '#lib/mdm/ddm/declaration-items.ts'
import { serverTokenOf } from '#lib/mdm/ddm/server-token.ts'
import { declarationsTokenOf, encodeSyncTokens } from '#lib/mdm/ddm/sync-tokens.ts'

const type = 'com.apple.configuration.management.test'

describe('a server token', () => {
  it('is the same for the same content in another order, and fits in 64 octets', () => {
    const token = serverTokenOf(type, { Echo: 'a', Nested: { x: 1, y: [true, null] } })
    expect(serverTokenOf(type, { Nested: { y: [true, null], x: 1 }, Echo: 'a' })).toBe(token)
    expect(Buffer.byteLength(token)).toBe(64)
  })

  it('is another one when anything changes', () => {
    const token = serverTokenOf(type, { Echo: 'a', List: [1, 2] })
    const others = [
      serverTokenOf(type, { Echo: 'b', List: [1, 2] }),
      serverTokenOf(type, { Echo: 'a', List: [2, 1] }),
      serverTokenOf(type, { Echo: 'a', List: [1, '2'] }),
      serverTokenOf(type, { Echo: 'a', List: [1, 2], More: null }),
      serverTokenOf(`${type}s`, { Echo: 'a', List: [1, 2] }),
    ]
    expect(new Set([token, ...others]).size).toBe(6)
  })
})

describe('a declarations token', () => {
  const [one, two] = [
    { identifier: 'a', serverToken: '1' },
    { identifier: 'b', serverToken: '2' },
  ]

  it('does not depend on order, and changes with what is there', () => {
    const token = declarationsTokenOf([one, two])
    expect(declarationsTokenOf([two, one])).toBe(token)
    expect(declarationsTokenOf([one])).not.toBe(token)
    expect(declarationsTokenOf([one, { ...two, serverToken: '3' }])).not.toBe(token)
    expect(declarationsTokenOf([])).toMatch(/^[0-9a-f]{64}$/)
  })

  it('stands in tokens and in the manifest alike', () => {
    const tokens = JSON.parse(encodeSyncTokens('state', new Date('2026-11-23T10:00:00.987Z')))
    expect(tokens).toEqual({ SyncTokens: { DeclarationsToken: 'state', Timestamp: '2026-11-23T10:00:00Z' } })
    const served = { identifier: 'b', type, kind: 'configuration', payload: {}, serverToken: '2' } as const
    expect(JSON.parse(encodeDeclarationItems([served]))).toEqual({
      Declarations: {
        Activations: [],
        Configurations: [{ Identifier: 'b', ServerToken: '2' }],
        Assets: [],
        Management: [],
      },
      DeclarationsToken: declarationsTokenOf([served]),
    })
  })
})
