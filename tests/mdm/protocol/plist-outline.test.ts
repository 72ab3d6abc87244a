import { describe, expect, it } from 'vitest'
import { decodeCommandResult } from '#lib/mdm/protocol/decode-command-result.ts'
import { MdmError } from '#lib/mdm/protocol/errors.ts'
import { PlistOutline } from '#lib/mdm/protocol/plist-outline.ts'

const prolog =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
const app = '<dict><key>Name</key><string>A &amp; B</string><key>Installing</key><false/></dict>'

function answer(list: string, more = ''): Buffer {
  return Buffer.from(
    `${prolog}<plist version="1.0"><dict><key>CommandUUID</key><string>c-1</string>${more}<key>InstalledApplicationList</key>${list}<key>Status</key><string>Acknowledged</string><key>UDID</key><string>ABC</string></dict></plist>\n`,
  )
}

/** Walks in steps of seven bytes, so that every place is a place to stop at. */
function outline(bytes: Buffer): Buffer {
  const walk = new PlistOutline(bytes)
  while (!walk.advance(7));
  return walk.finish()
}

const longList = `<array>${app.repeat(100)}</array>`

describe('the outline of a large answer', () => {
  it('says who answers which command how, without the list', () => {
    const read = decodeCommandResult(outline(answer(longList)))
    expect(read).toMatchObject({ commandUuid: 'c-1', status: 'Acknowledged', enrollment: { id: 'ABC' } })
    expect(read.response.InstalledApplicationList).toEqual([])
  })

  it('keeps what is short, and a long chain of errors', () => {
    const error =
      '<dict><key>ErrorCode</key><integer>12</integer><key>ErrorDomain</key><string>d</string></dict>'
    const chain = `<key>ErrorChain</key><array>${error.repeat(80)}</array>`
    const read = decodeCommandResult(outline(answer(`<array>${app}</array>`, chain)))
    expect(read.errorChain).toHaveLength(16)
    expect(read.response.InstalledApplicationList).toEqual([{ Name: 'A & B', Installing: false }])
  })

  it('leaves long text and data out too', () => {
    const more = `<key>Note</key><string>${'x'.repeat(9000)}</string><key>Blob</key><data>${'AAAA'.repeat(3000)}</data>`
    expect(outline(answer(longList, more)).length).toBeLessThan(1500)
  })

  it('reads over comments and literal text', () => {
    const list = `<array><!-- > <dict> -->${app.repeat(80)}<string><![CDATA[</array> & <]]></string></array>`
    expect(decodeCommandResult(outline(answer(list))).status).toBe('Acknowledged')
  })

  it.each([
    ['a list that is not closed', answer(`<array>${app.repeat(80)}`)],
    ['tags that cross', answer(`<array>${app.repeat(80)}<dict></array></dict>`)],
    ['an element of its own', answer(`<array>${app.repeat(80)}<script></script></array>`)],
    ['an attribute', answer(`<array>${app.repeat(80)}<dict id="1"></dict></array>`)],
    ['an element inside text', answer(`<array>${app.repeat(80)}<string><true></true></string></array>`)],
    ['an entity of its own', answer(`<array>${app.repeat(80)}<string>&lol;</string></array>`)],
    ['a document type inside', answer(`<array>${app.repeat(80)}<!DOCTYPE x></array>`)],
    ['too great a depth', answer(`${'<array>'.repeat(80)}${'</array>'.repeat(80)}`)],
    ['a broken tag', answer(`<array>${app.repeat(80)}<dict`)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => decodeCommandResult(outline(bytes))).toThrow(
      expect.objectContaining({ code: 'malformed_plist' }),
    )
  })

  it('refuses a document type with entities, wherever it hides the list', () => {
    const text = answer(longList)
      .toString()
      .replace(/<!DOCTYPE[^>]*>/, '<!DOCTYPE plist [<!ENTITY a "b">]>')
    expect(() => decodeCommandResult(outline(Buffer.from(text)))).toThrow(
      expect.objectContaining({ code: 'malformed_plist' }),
    )
  })

  it('refuses ten thousand keys at the top', () => {
    const more = Array.from({ length: 10_000 }, (_, i) => `<key>K${i}</key><string>some text</string>`).join(
      '',
    )
    expect(() => outline(answer(longList, more))).toThrow(
      expect.objectContaining({ code: 'malformed_message' }),
    )
  })

  it('refuses more values than anybody has', () => {
    expect(() => outline(answer(`<array>${'<true/>'.repeat(500_001)}</array>`))).toThrow(
      expect.objectContaining({ code: 'malformed_plist' }),
    )
  })
})

/** The same numbers at every run. */
function makeChance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

const spaces = ['', '\n', '\t ', '<!-- <dict> & -->', '\r\n']
const words = [
  '',
  'Safari',
  'A &amp; B',
  '<![CDATA[</array> &lol;]]>',
  'é€😀',
  '&#169;&#x1F600;',
  'x'.repeat(900),
]

function randomValue(chance: (below: number) => number, depth: number): string {
  const space = spaces[chance(spaces.length)] ?? ''
  const inner = () => randomValue(chance, depth + 1)
  const many = () => Array.from({ length: chance(6) })
  switch (chance(depth > 4 ? 7 : 10)) {
    case 0:
      return `<string>${words[chance(words.length)]}</string>${space}`
    case 1:
      return `<integer>${chance(1000) - 500}</integer>`
    case 2:
      return ['<true/>', '<false />', '<true></true>', '<string/>', '<array/>', '<dict />'][chance(6)] ?? ''
    case 3:
      return '<date>2026-11-23T00:00:00Z</date>'
    case 4:
      return `<data>${space.startsWith('<') ? '' : space}QUJD${chance(2) ? '' : 'REVG'.repeat(chance(2000))}</data >`
    case 5:
      return '<real>1.5</real\n>'
    case 6:
      return `<string>${'long '.repeat(chance(2000))}</string>`
    case 7:
      return `<array>${space}${many().map(inner).join(space)}</array>`
    default:
      return `<dict>${many()
        .map((_, n) => `<key>k${n}</key>${space}${inner()}`)
        .join('')}${space}</dict>`
  }
}

describe('whatever a Mac may send', () => {
  it('is outlined to the same answer that the whole list gives, or both are refused', () => {
    const chance = makeChance(20_261_123)
    let refused = 0
    for (let n = 0; n < 400; n += 1) {
      const text = answer(
        `<array>${Array.from({ length: 8 }, () => randomValue(chance, 0)).join('')}</array>`,
      ).toString()
      // Half of them are spoilt at one place.
      const at = chance(text.length)
      const spoilt =
        n % 2
          ? text
          : text.slice(0, at) + ['<', '&', '>', '</dict>', '', '\u0001'][chance(6)] + text.slice(at + 1)
      const bytes = Buffer.from(spoilt)
      const whole = outcome(() => decodeCommandResult(bytes))
      if (whole === null) refused += 1
      else
        expect(
          outcome(() => decodeCommandResult(outline(bytes))),
          spoilt,
        ).toEqual(whole)
    }
    expect(refused).toBeGreaterThan(40)
  })
})

/** Who answers what how; null when it was refused. */
function outcome(decode: () => ReturnType<typeof decodeCommandResult>) {
  try {
    const { response: _, ...rest } = decode()
    return rest
  } catch (error) {
    if (error instanceof MdmError) return null
    throw error
  }
}
