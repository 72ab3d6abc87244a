import { build } from 'plist'
import { describe, expect, it } from 'vitest'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { MalformedPlistError, UnencodablePlistError } from '#lib/mdm/protocol/errors.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const wrap = (inner: string) =>
  bytes(`<?xml version="1.0" encoding="UTF-8"?><plist version="1.0">${inner}</plist>`)
const refuses = (input: Uint8Array) => expect(() => decodePlist(input)).toThrow(MalformedPlistError)

describe('decodePlist', () => {
  it('reads back everything that encodePlist writes', () => {
    const value: PlistDict = {
      text: 'Ångström & <b> ]]> "quotes" 🍎 \n\t',
      empty: '',
      int: -42,
      big: 9_007_199_254_740_993n,
      real: 1.5,
      yes: true,
      no: false,
      when: new Date('2026-11-23T10:00:00Z'),
      data: Uint8Array.of(0, 1, 254, 255),
      noData: new Uint8Array(),
      list: ['a', ['b'], {}],
      nested: { a: { b: { c: [] } } },
    }
    expect(decodePlist(bytes(encodePlist(value)))).toEqual(value)
  })

  it("takes Apple's document type, comments, CDATA and white space between elements", () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0"><!-- c --> <dict> <key>a</key> <string>x<![CDATA[<y>]]><!-- c -->z</string> </dict></plist>
      <!-- end -->`
    expect(decodePlist(bytes(xml))).toEqual({ a: 'x<y>z' })
  })

  it('keeps a key named __proto__ a key and gives dictionaries no prototype', () => {
    const xml =
      '<dict><key>__proto__</key><dict><key>admin</key><true/></dict><key>constructor</key><string>x</string></dict>'
    const dict = decodePlist(wrap(xml)) as PlistDict
    expect(Object.getPrototypeOf(dict)).toBeNull()
    expect(Object.keys(dict)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
    expect(dict.toString).toBeUndefined()
  })

  it('refuses entities, whether declared inside or outside', () => {
    const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
    refuses(bytes(`<!DOCTYPE plist [<!ENTITY l0 "lol">${lol}]><plist><string>&l9;</string></plist>`))
    refuses(
      bytes('<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]><plist><string>&x;</string></plist>'),
    )
    refuses(bytes('<!DOCTYPE plist [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><plist><string/></plist>'))
    refuses(wrap('<string>&unknown;</string>'))
    refuses(bytes('<!DOCTYPE html><plist><string/></plist>'))
  })

  it('refuses what is nested too deep, too long or too much, quickly', () => {
    refuses(wrap('<array>'.repeat(100_000) + '</array>'.repeat(100_000)))
    refuses(wrap(`<array>${'<array/>'.repeat(600_000)}</array>`))
    expect(() => decodePlist(wrap('<string>abc</string>'), { maxBytes: 20 })).toThrow(MalformedPlistError)
    expect(() => decodePlist(wrap('<array><array/></array>'), { maxDepth: 1 })).toThrow(MalformedPlistError)
    expect(() => decodePlist(wrap('<array><true/><true/></array>'), { maxNodes: 3 })).toThrow(
      MalformedPlistError,
    )
  })

  it('refuses a binary property list by name', () => {
    expect(() => decodePlist(bytes('bplist00\u0000'))).toThrow(/binary property list/)
  })

  it.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['no end', '<plist><dict>'],
    ['another root', '<dict/>'],
    ['no value', '<plist/>'],
    ['two values', '<plist><true/><true/></plist>'],
    ['two roots', '<plist><true/></plist><plist><true/></plist>'],
    ['text after the end', '<plist><true/></plist>x'],
    ['text between values', '<plist><array>x<true/></array></plist>'],
    ['a key without a value', '<plist><dict><key>a</key></dict></plist>'],
    ['a value without a key', '<plist><dict><true/></dict></plist>'],
    ['a key in an array', '<plist><array><key>a</key></array></plist>'],
    ['a key twice', '<plist><dict><key>a</key><true/><key>a</key><true/></dict></plist>'],
    ['__proto__ twice', '<plist><dict><key>__proto__</key><true/><key>__proto__</key><true/></dict></plist>'],
    ['an unknown element', '<plist><set/></plist>'],
    ['an element in a string', '<plist><string><b/></string></plist>'],
    ['an attribute', '<plist><string a="b"/></plist>'],
    ['a processing instruction', '<plist><?php x?><true/></plist>'],
    ['an impossible integer', '<plist><integer>1e9</integer></plist>'],
    ['an endless integer', `<plist><integer>${'9'.repeat(1000)}</integer></plist>`],
    ['an empty integer', '<plist><integer/></plist>'],
    ['an infinite real', '<plist><real>1e9999</real></plist>'],
    ['a day that is none', '<plist><date>2026-13-45T00:00:00Z</date></plist>'],
    ['base64 that is none', '<plist><data>AA*=</data></plist>'],
    ['text in a boolean', '<plist><true>x</true></plist>'],
    ['a NUL', '<plist><string>&#0;</string></plist>'],
    ['a lone surrogate', '<plist><string>&#xD800;</string></plist>'],
    ['another encoding', '<?xml version="1.0" encoding="UTF-16"?><plist><true/></plist>'],
  ])('refuses %s', (_, xml) => refuses(bytes(xml)))

  it('refuses bytes that are not UTF-8', () => {
    refuses(Uint8Array.of(...bytes('<plist><string>'), 0xff, ...bytes('</string></plist>')))
    refuses(new Uint8Array(Buffer.from('<plist><true/></plist>', 'utf16le')))
  })

  it('carries a string of a megabyte', () => {
    const text = '<&>'.repeat(350_000)
    expect(decodePlist(bytes(encodePlist({ text })))).toEqual({ text })
  })

  it('reads a list of a thousand apps as the reference writes it', () => {
    const apps = Array.from({ length: 1000 }, (_, n) => ({
      Identifier: `com.example.app${n}`,
      Name: `App ${n} & friends`,
      Version: `1.${n}`,
      ShortVersion: '1.0',
      BundleSize: n * 1_000_003,
      Installing: false,
    }))
    const message = { Status: 'Acknowledged', InstalledApplicationList: apps }
    expect(decodePlist(bytes(build(message)))).toEqual(message)
  })
})

describe('encodePlist', () => {
  it.each([
    ['a control character', { a: 'x\u0007' }],
    ['a lone surrogate', { a: '\ud800' }],
    ['a control character in a key', { '\u0000': 'x' }],
    ['NaN', { a: [Number.NaN] }],
    ['infinity', { a: { b: Number.POSITIVE_INFINITY } }],
    ['an invalid date', { a: new Date('x') }],
  ])('refuses %s', (_, value) => expect(() => encodePlist(value)).toThrow(UnencodablePlistError))
})
