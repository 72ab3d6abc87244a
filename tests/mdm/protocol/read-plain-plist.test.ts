import { describe, expect, it } from 'vitest'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { MalformedPlistError } from '#lib/mdm/protocol/errors.ts'
import { readPlainPlist } from '#lib/mdm/protocol/read-plain-plist.ts'

const prolog =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n'
const wrap = (value: string) => `${prolog}${value}\n</plist>\n`

/** What the parser of all XML makes of it: a comment keeps the plain reader away. */
function outcome(text: string, limits = {}) {
  try {
    return decodePlist(Buffer.from(text), limits)
  } catch (error) {
    if (error instanceof MalformedPlistError) return error.code
    throw error
  }
}
const byWhole = (text: string, limits = {}) => outcome(text.replace(prolog, `${prolog}<!-- -->`), limits)

/** The same numbers at every run. */
function makeChance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

const scalars = [
  '<string></string>',
  '<string>A &amp; B &lt;&gt;&quot;&apos;</string>',
  '<string> two\n\tlines </string>',
  '<string>é€😀\u00a0</string>',
  '<string/>',
  '<integer>-12</integer>',
  '<integer>18446744073709551615</integer>',
  '<integer> 7 </integer>',
  '<real>1.5e3</real>',
  '<true/>',
  '<false></false>',
  '<date>2026-11-23T00:00:00Z</date>',
  '<data>\n\tQUJD\n\tREVG\n</data>',
  '<data></data>',
]

function randomValue(chance: (below: number) => number, depth: number): string {
  const items = () => Array.from({ length: chance(5) }, () => randomValue(chance, depth + 1))
  const kind = depth > 5 ? 0 : chance(4)
  if (kind === 1) return `<array>\n${items().join('\n\t')}</array>`
  if (kind > 1)
    return `<dict>${items()
      .map((item, n) => `\n<key>k&amp;${n}</key> ${item}`)
      .join('')}\n</dict>`
  return scalars[chance(scalars.length)] ?? ''
}

const damages = [
  '<',
  '>',
  '&',
  '&#65;',
  '&lol;',
  '\r',
  '\u0001',
  '\u0085',
  ']]>',
  '</dict>',
  '<key>k&amp;0</key>',
  '<!-- -->',
  '<![CDATA[x]]>',
  ' a="b"',
  '/',
  '',
]

describe('the plain reader', () => {
  it('reads what Macs write, and what we write ourselves', () => {
    const value = { Status: 'Idle', List: [{ A: 1, B: 'x & y', C: new Uint8Array([1, 2]) }], On: true }
    expect(readPlainPlist(encodePlist(value), 64, 1000)).toEqual(value)
    expect(readPlainPlist(wrap(`<array>${scalars.join('')}</array>`), 64, 1000)).toHaveLength(scalars.length)
  })

  it('gives dictionaries without a prototype', () => {
    const value = readPlainPlist(wrap('<dict><key>__proto__</key><string>x</string></dict>'), 64, 100)
    expect(Object.keys(value ?? {})).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBeNull()
  })

  it('agrees with the parser of all XML on whatever is whole or spoilt', () => {
    const chance = makeChance(7)
    let [plain, refused] = [0, 0]
    for (let n = 0; n < 1500; n += 1) {
      const text = wrap(randomValue(chance, 0))
      const at = prolog.length + chance(text.length - prolog.length)
      const damage = damages[chance(damages.length)] ?? ''
      const spoilt =
        n % 3 === 0 ? text : `${text.slice(0, at)}${damage}${text.slice(at + chance(2))}`.toWellFormed()
      const whole = byWhole(spoilt)
      expect(outcome(spoilt), JSON.stringify(spoilt)).toEqual(whole)
      const read = readPlainPlist(spoilt, 64, 500_000)
      if (read !== null) plain += 1
      if (read !== null) expect(read, JSON.stringify(spoilt)).toEqual(whole)
      if (whole === 'malformed_plist') refused += 1
    }
    expect(plain).toBeGreaterThan(500)
    expect(refused).toBeGreaterThan(300)
  })

  it.each([
    ['depth', wrap(`${'<array>'.repeat(3)}<true/>${'</array>'.repeat(3)}`), { maxDepth: 3 }, { maxDepth: 4 }],
    [
      'depth of keys',
      wrap('<dict><key>a</key><dict><key>b</key><true/></dict></dict>'),
      { maxDepth: 2 },
      { maxDepth: 3 },
    ],
    ['count', wrap('<array><true/><true/></array>'), { maxNodes: 3 }, { maxNodes: 4 }],
  ])('draws the line of %s at the same place', (_what, text, below, at) => {
    for (const limits of [below, at]) expect(outcome(text, limits)).toEqual(byWhole(text, limits))
    expect(outcome(text, below)).toBe('malformed_plist')
    expect(outcome(text, at)).not.toBe('malformed_plist')
    expect(readPlainPlist(text, 64, 100)).not.toBeNull()
  })

  it.each([
    ['another document type', wrap('<true/>').replace('PropertyList-1.0.dtd', 'x.dtd')],
    ['an entity declared', wrap('<true/>').replace('.dtd">', '.dtd" [<!ENTITY a "b">]>')],
    ['something after the end', `${wrap('<true/>')}<plist/>`],
    ['a comment', wrap('<array><!-- --></array>')],
    ['a key that stands twice', wrap('<dict><key>a</key><true/><key>a</key><true/></dict>')],
    ['a key without a value', wrap('<dict><key>a</key></dict>')],
    ['a value without a key', wrap('<dict><true/></dict>')],
    ['two roots', wrap('<true/><true/>')],
  ])('leaves %s to the other', (_what, text) => {
    expect(readPlainPlist(text, 64, 1000)).toBeNull()
  })
})
