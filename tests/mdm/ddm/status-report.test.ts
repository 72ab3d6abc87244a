import { describe, expect, it } from 'vitest'
import { decodeStatusReport } from '#lib/mdm/ddm/decode-status-report.ts'
import type { Json } from '#lib/mdm/ddm/json.ts'
import { isPartial, mergeStatusItem } from '#lib/mdm/ddm/merge-status-item.ts'
import { MalformedStatusError } from '#lib/mdm/ddm/parse-bounded-json.ts'

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const decode = (StatusItems: unknown, more: object = {}) =>
  decodeStatusReport(bytes({ StatusItems, Errors: [], ...more }))

describe('a status report', () => {
  it('is taken apart by the names of Apple’s items', () => {
    const { items, isFull } = decode(
      {
        device: { 'operating-system': { version: '26.1', supplemental: { 'extra-version': '(a)' } } },
        softwareupdate: { 'pending-version': { 'os-version': '26.2', 'build-version': '25C1' } },
        new: { thing: { of: { tomorrow: [1] } } },
      },
      { FullReport: true },
    )
    expect(Object.fromEntries(items)).toEqual({
      'device.operating-system.version': '26.1',
      'device.operating-system.supplemental.extra-version': '(a)',
      'softwareupdate.pending-version': { 'os-version': '26.2', 'build-version': '25C1' },
      'new.thing.of.tomorrow': [1],
    })
    expect(isFull).toBe(true)
  })

  it('tells how declarations stand and what the Mac can take', () => {
    const capabilities = { 'supported-versions': ['1.0.0'], 'supported-features': {} }
    const reasons = [{ code: 'Error.MissingAssets', description: 'gone', details: { Identifier: 'x' } }]
    const { states, items, ...report } = decode({
      management: {
        declarations: {
          activations: [{ identifier: 'a', 'server-token': '1', active: true, valid: 'valid' }],
          configurations: [
            { identifier: 'c', 'server-token': '2', active: false, valid: 'invalid', reasons },
          ],
          assets: 'nonsense',
          management: [{ active: true }, null, { identifier: 'm', valid: 'perhaps' }],
        },
        'client-capabilities': capabilities,
      },
    })
    expect(items.size).toBe(0)
    expect(report.capabilities).toEqual(capabilities)
    expect(states).toEqual([
      { identifier: 'a', kind: 'activation', serverToken: '1', active: true, valid: 'valid', reasons: [] },
      { identifier: 'c', kind: 'configuration', serverToken: '2', active: false, valid: 'invalid', reasons },
      { identifier: 'm', kind: 'management', serverToken: '', active: false, valid: 'unknown', reasons: [] },
    ])
  })

  it('keeps what could not be told, with the reasons', () => {
    const Reasons = [{ Code: 'Error.Unsupported' }]
    const Errors = [{ StatusItem: 'test.error-value', Reasons }, { StatusItem: 'x.y' }, 7, { Reasons }]
    expect(Object.fromEntries(decode({}, { Errors }).errors)).toEqual({
      'test.error-value': Reasons,
      'x.y': [],
    })
    expect(decode({}, { Errors: 'none' }).errors.size).toBe(0)
  })

  const hostile: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['half of it', bytes('{"StatusItems":{"a":')],
    ['a list', bytes([])],
    ['no items', bytes({ Errors: [] })],
    ['items that are none', bytes({ StatusItems: [] })],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a hundred thousand levels', bytes(`{"StatusItems":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`)],
    ['levels hidden behind a quotation mark', bytes(`{"a\\"":${'['.repeat(5000)}${']'.repeat(5000)}}`)],
    ['a name without end', bytes({ StatusItems: { ['x'.repeat(300)]: 1 } })],
    [
      'a thousand items',
      bytes({ StatusItems: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`i${at}`, at])) }),
    ],
    ['a million parts', bytes({ StatusItems: { a: Array.from({ length: 300_000 }, () => 1) } })],
  ]
  it.each(hostile)('is refused when it is %s', (_name, body) => {
    expect(() => decodeStatusReport(body)).toThrow(MalformedStatusError)
  })

  it('changes no object’s nature and holds nothing that a database cannot keep', () => {
    const text =
      '{"StatusItems":{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}},' +
      '"test":{"string-value":"a\\u0000b\\ud800c","dictionary-value":{"__proto__":1,"k\\u0000":1e999}}},"Errors":[]}'
    const { items } = decodeStatusReport(Buffer.from(text))
    expect(Object.fromEntries(items)).toEqual({
      'test.string-value': 'ab\ufffdc',
      'test.dictionary-value': { k: null },
    })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('is read in time whatever is in it', () => {
    const long = bytes({
      StatusItems: { a: '"\\'.repeat(200_000), b: Array.from({ length: 50_000 }, () => ({})) },
    })
    const began = performance.now()
    decodeStatusReport(long)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('merging a list', () => {
  const app = (identifier: string, state: string) => ({ identifier, state })
  const onFile: Json = { a: app('a', 'queued'), b: app('b', 'managed') }

  it('takes changes, additions and removals by identifier', () => {
    const reported: Json = [app('a', 'managed'), { identifier: 'b', _removed: true }, app('c', 'queued')]
    expect(isPartial(reported)).toBe(true)
    expect(mergeStatusItem(onFile, reported, false)).toEqual({
      a: app('a', 'managed'),
      c: app('c', 'queued'),
    })
  })

  it('is replaced by a full report', () => {
    expect(mergeStatusItem(onFile, [app('c', 'queued')], true)).toEqual({ c: app('c', 'queued') })
    expect(mergeStatusItem(onFile, [], true)).toEqual([])
  })

  it('stays as it was when nothing of it changed', () => {
    expect(mergeStatusItem(onFile, [], false)).toEqual(onFile)
  })

  it('replaces what is no list of that kind', () => {
    expect(mergeStatusItem('old', 'new', false)).toBe('new')
    expect(mergeStatusItem(['x'], ['y'], false)).toEqual(['y'])
    expect(mergeStatusItem(['x'], [app('a', 'queued')], false)).toEqual({ a: app('a', 'queued') })
  })

  it('lets no identifier change what an object is', () => {
    const merged = mergeStatusItem({}, [app('__proto__', 'x'), app('a', 'y')], false)
    expect(Object.keys(merged as object)).toEqual(['__proto__', 'a'])
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
  })
})
