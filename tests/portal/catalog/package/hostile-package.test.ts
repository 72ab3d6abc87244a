import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPackage } from '#lib/portal/catalog/package/read-package.ts'
import { craftDistribution, craftFile, craftXar, demoPackage, outcomeOf } from './craft-package.ts'

describe('a damaged package', () => {
  it('is refused wherever it was cut off', async () => {
    const whole = demoPackage()
    for (let length = 1024; length < whole.length; length += 1024) {
      expect([length, await outcomeOf(whole.subarray(0, length))]).toEqual([length, 'truncated'])
    }
    for (let length = 4; length < 1024; length += 37) {
      expect([length, await outcomeOf(whole.subarray(0, length))]).toEqual([length, 'truncated'])
    }
    expect(await outcomeOf(whole.subarray(0, whole.length - 1))).toBe('truncated')
  })

  it('is refused for any changed byte in the table of contents', async () => {
    const whole = demoPackage()
    const tocEnd = 28 + Number(whole.readBigUInt64BE(8))
    for (let at = 28; at < tocEnd; at += 29) {
      const outcome = await outcomeOf(flipped(whole, at))
      expect([
        'toc_corrupt',
        'toc_checksum_mismatch',
        'malformed_xml',
        'malformed_toc',
        'truncated',
      ]).toContain(outcome)
    }
    for (let at = tocEnd; at < tocEnd + 20; at += 1) {
      expect(await outcomeOf(flipped(whole, at))).toBe('toc_checksum_mismatch')
    }
  })

  it('never crashes for a changed byte in the header', async () => {
    const whole = demoPackage()
    for (let at = 0; at < 28; at += 1) {
      for (const mask of [0x01, 0x80, 0xff])
        expect(await outcomeOf(flipped(whole, at, mask))).not.toBe('accepted')
    }
  })

  it('is refused when its Distribution does not match its checksum', async () => {
    const whole = demoPackage({ signingIdentity: null })
    const distributionAt = 28 + Number(whole.readBigUInt64BE(8)) + 20
    expect(await outcomeOf(flipped(whole, distributionAt + 40))).toBe('member_corrupt')
  })
})

describe('a package that claims too much', () => {
  it.each([2n ** 64n - 1n, 2n ** 53n, 2n ** 53n + 1n, 16n * 1024n * 1024n + 1n])(
    'refuses a compressed table of contents of %i bytes',
    async (compressed) => {
      expect(await outcomeOf(craftXar({ toc: '', claims: { compressed } }))).toBe('toc_too_large')
    },
  )

  it('refuses a table of contents that says it grows beyond the limit', async () => {
    const claims = { uncompressed: 64n * 1024n * 1024n + 1n }
    expect(await outcomeOf(craftXar({ toc: '', claims }))).toBe('toc_too_large')
  })

  it('refuses a table of contents that grows beyond what it said', async () => {
    const toc = `<file><name>${'a'.repeat(5_000_000)}</name></file>`
    expect(await outcomeOf(craftXar({ toc, claims: { uncompressed: 1000n } }))).toBe('toc_corrupt')
    expect(await outcomeOf(craftXar({ toc: '', claims: { uncompressed: 60_000_000n } }))).toBe('toc_corrupt')
  })

  it.each([
    ['beyond the end', { length: 100, offset: 20 }],
    ['far beyond the end', { length: 1, offset: 2 ** 52 - 1 }],
    ['with a sum beyond exact numbers', { length: 2 ** 52 - 1, offset: 2 ** 52 - 1, size: 1 }],
  ])('refuses a file %s', async (_name, numbers) => {
    expect(await outcomeOf(craftXar({ toc: craftFile('Distribution', numbers) }))).toBe('truncated')
  })

  it.each(['-1', '1.5', '0x10', '9007199254740993', '18446744073709551616', '1e3', 'NaN', '', ' '.repeat(9)])(
    'refuses an offset written "%s"',
    async (offset) => {
      expect(await outcomeOf(craftXar({ toc: craftFile('Distribution', { length: 1, offset }) }))).toBe(
        'malformed_toc',
      )
    },
  )

  it('refuses a Distribution over 8 MB, packed or unpacked, before it is in memory', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024)
    const stored = craftXar({ toc: craftFile('Distribution', { length: large.length }), heap: large })
    expect(await outcomeOf(stored)).toBe('member_too_large')
    const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024))
    const lying = { length: bomb.length, size: 100 }
    const toc = craftFile('Distribution', lying, 'application/x-gzip')
    expect(await outcomeOf(craftXar({ toc, heap: bomb }))).toBe('member_corrupt')
  })

  it('reads an 8 GB package without reading its payload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zelf-large-'))
    try {
      const path = join(folder, 'large.pkg')
      const xml = Buffer.from('<installer-gui-script><title>Large</title></installer-gui-script>')
      const payload = craftFile('Payload', { length: 8 * 1024 ** 3, offset: 20 + xml.length })
      const file = openSync(path, 'w')
      const start = craftXar({ toc: craftFile('Distribution', { length: xml.length }) + payload, heap: xml })
      writeSync(file, start)
      ftruncateSync(file, start.length + 8 * 1024 ** 3)
      closeSync(file)
      const before = process.memoryUsage().rss
      expect((await readPackage(path)).title).toBe('Large')
      expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('hostile XML in a package', () => {
  const bomb =
    '<!DOCTYPE xar [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'

  it('refuses entities in the table of contents', async () => {
    const toc = '<file><name>&c;</name></file>'
    expect(await outcomeOf(craftXar({ toc, doctype: bomb }))).toBe('malformed_xml')
    expect(await outcomeOf(craftXar({ toc }))).toBe('malformed_xml')
  })

  it('refuses entities and external documents in a Distribution', async () => {
    expect(await outcomeOf(craftDistribution(`${bomb}<installer-gui-script/>`))).toBe('malformed_xml')
    const external = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    const xml = `${external}<installer-gui-script><title>&file;</title></installer-gui-script>`
    expect(await outcomeOf(craftDistribution(xml))).toBe('malformed_xml')
  })

  it.each([
    ['nested 100,000 deep', `${'<file>'.repeat(100_000)}${'</file>'.repeat(100_000)}`],
    ['with a million elements', '<a/>'.repeat(1_000_000)],
    ['that is not closed', '<file>'],
    ['with a control character', '\u0000'],
  ])('refuses a table of contents %s', async (_name, toc) => {
    expect(await outcomeOf(craftXar({ toc }))).toBe('malformed_xml')
  })

  it('refuses a Distribution in another encoding than UTF-8', async () => {
    const heap = Buffer.from('<installer-gui-script><title>caf\xe9</title></installer-gui-script>', 'latin1')
    const bytes = craftXar({ toc: craftFile('Distribution', { length: heap.length }), heap })
    expect(await outcomeOf(bytes)).toBe('malformed_xml')
  })

  it('refuses a Distribution that is some other document', async () => {
    expect(await outcomeOf(craftDistribution('<html/>'))).toBe('malformed_xml')
    expect(
      await outcomeOf(
        craftDistribution('<installer-gui-script><pkg-ref id="a">#%zz</pkg-ref></installer-gui-script>'),
      ),
    ).toBe('malformed_xml')
  })

  it('refuses two files of one name, which two readers could read differently', async () => {
    const xml = Buffer.from('<installer-gui-script/>')
    const file = craftFile('Distribution', { length: xml.length })
    expect(await outcomeOf(craftXar({ toc: file + file, heap: xml }))).toBe('malformed_toc')
  })
})

describe('what the reader does not know', () => {
  it('says so for bzip2, xz and anything else than gzip', async () => {
    for (const encoding of ['application/x-bzip2', 'application/x-xz', 'text/plain']) {
      const toc = craftFile('Distribution', { length: 4, size: 4 }, encoding)
      expect(await outcomeOf(craftXar({ toc, heap: Buffer.from('BZh9') }))).toBe('unsupported_encoding')
    }
  })

  it('reads true gzip as well as what xar calls gzip', async () => {
    const xml = Buffer.from('<installer-gui-script><title>T</title></installer-gui-script>')
    for (const packed of [gzipSync(xml), deflateSync(xml)]) {
      const toc = craftFile('Distribution', { length: packed.length, size: xml.length }, 'application/x-gzip')
      expect(await outcomeOf(craftXar({ toc, heap: packed }))).toBe('accepted')
    }
  })

  it('refuses checksums that it cannot check', async () => {
    for (const algorithm of [0, 2, 9]) {
      expect(await outcomeOf(craftXar({ toc: '', claims: { algorithm } }))).toBe('unsupported_checksum')
    }
    const checksum = '<checksum style="md5"><size>16</size><offset>0</offset></checksum>'
    expect(await outcomeOf(craftXar({ toc: '', checksum }))).toBe('toc_checksum_mismatch')
    expect(await outcomeOf(craftXar({ toc: '', checksum: '' }))).toBe('malformed_toc')
  })
})

function flipped(bytes: Buffer, at: number, mask = 0xff): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ mask
  return copy
}
