import { describe, expect, it } from 'vitest'
import { decodeCommandResult } from '#lib/mdm/protocol/decode-command-result.ts'
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
