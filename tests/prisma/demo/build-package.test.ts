import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { buildComponent, buildDemoPackage } from '#prisma/demo/build-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }
const options = {
  identifier: 'example.zelf.tea-timer.pkg',
  title: 'Tea Timer',
  version: '1.4.0',
  bundleIdentifier: 'example.zelf.tea-timer',
  minimumOsVersion: '13.0',
  appName: 'Tea Timer',
  signingIdentity: createSigningIdentity(validity),
  builtAt: new Date('2026-10-01T10:00:00Z'),
  payloadSizeBytes: 1000,
}

describe('building a demo package', () => {
  it('gives the same bytes for the same input', () => {
    expect(buildDemoPackage(options).equals(buildDemoPackage({ ...options }))).toBe(true)
    expect(buildDemoPackage(options).equals(buildDemoPackage({ ...options, version: '1.4.1' }))).toBe(false)
  })

  it('gives the same certificates for the same keys', () => {
    const keys = { authority: options.signingIdentity.privateKey, leaf: options.signingIdentity.privateKey }
    const [first, second] = [
      createSigningIdentity({ ...validity, keys }),
      createSigningIdentity({ ...validity, keys }),
    ]
    expect(first.certificateChainDer).toEqual(second.certificateChainDer)
  })

  it('refuses an app name that is a path', () => {
    for (const appName of ['../Tea', 'a/b', '', 'tea\n']) {
      expect(() => buildDemoPackage({ ...options, appName })).toThrow(RangeError)
    }
  })

  it('packs an app whose executable may run', () => {
    const files = readCpio(gunzipSync(member('Payload')))
    expect(files.map(({ path }) => path)).toEqual([
      '.',
      './Tea Timer.app',
      './Tea Timer.app/Contents',
      './Tea Timer.app/Contents/Info.plist',
      './Tea Timer.app/Contents/MacOS',
      './Tea Timer.app/Contents/MacOS/TeaTimer',
      './Tea Timer.app/Contents/PkgInfo',
      './Tea Timer.app/Contents/Resources',
      './Tea Timer.app/Contents/Resources/SampleData.bin',
      'TRAILER!!!',
    ])
    expect(files[5]).toMatchObject({ mode: 0o100755 })
    expect(files[5]?.content.toString()).toMatch(/^#!\/bin\/sh\n/)
    expect(files[3]?.content.toString()).toContain('<string>example.zelf.tea-timer</string>')
  })

  it('lists every path in its bill of materials, sorted by folder and name', () => {
    const bom = readBom(member('Bom'))
    expect(bom.names).toEqual(['BomInfo', 'Paths', 'HLIndex', 'VIndex', 'Size64'])
    expect(bom.paths).toEqual([
      { number: 1, parent: 0, name: '.', mode: 0o040755, size: 0 },
      { number: 2, parent: 1, name: 'Tea Timer.app', mode: 0o040755, size: 0 },
      { number: 3, parent: 2, name: 'Contents', mode: 0o040755, size: 0 },
      { number: 4, parent: 3, name: 'Info.plist', mode: 0o100644, size: expect.any(Number) },
      { number: 5, parent: 3, name: 'MacOS', mode: 0o040755, size: 0 },
      { number: 7, parent: 3, name: 'PkgInfo', mode: 0o100644, size: 8 },
      { number: 8, parent: 3, name: 'Resources', mode: 0o040755, size: 0 },
      { number: 6, parent: 5, name: 'TeaTimer', mode: 0o100755, size: expect.any(Number) },
      { number: 9, parent: 8, name: 'SampleData.bin', mode: 0o100644, size: 1000 },
    ])
  })
})

function member(name: string): Buffer {
  const found = buildComponent(options).find((each) => each.name === name)
  if (!found || !('content' in found)) throw new Error(`There is no ${name}`)
  return found.content
}

function readCpio(bytes: Buffer) {
  const files: { path: string; mode: number; content: Buffer }[] = []
  for (let at = 0; at < bytes.length; ) {
    const number = (from: number, digits: number) =>
      Number.parseInt(bytes.toString('latin1', at + from, at + from + digits), 8)
    const [nameLength, contentLength] = [number(59, 6), number(65, 11)]
    const contentAt = at + 76 + nameLength
    files.push({
      path: bytes.toString('utf8', at + 76, contentAt - 1),
      mode: number(18, 6),
      content: bytes.subarray(contentAt, contentAt + contentLength),
    })
    at = contentAt + contentLength
  }
  return files
}

/** A reader written from the published description of the format, apart from the writer. */
function readBom(bytes: Buffer) {
  expect(bytes.toString('latin1', 0, 8)).toBe('BOMStore')
  const [tableAt, namesAt] = [bytes.readUInt32BE(16), bytes.readUInt32BE(24)]
  expect(tableAt + bytes.readUInt32BE(20)).toBe(bytes.length)
  const block = (index: number) => {
    const at = bytes.readUInt32BE(tableAt + 4 + index * 8)
    return bytes.subarray(at, at + bytes.readUInt32BE(tableAt + 8 + index * 8))
  }
  const named = new Map<string, Buffer>()
  for (let at = namesAt + 4, left = bytes.readUInt32BE(namesAt); left > 0; left -= 1) {
    const length = bytes.readUInt8(at + 4)
    named.set(bytes.toString('latin1', at + 5, at + 5 + length), block(bytes.readUInt32BE(at)))
    at += 5 + length
  }
  const tree = named.get('Paths') ?? Buffer.alloc(0)
  expect(tree.toString('latin1', 0, 4)).toBe('tree')
  const node = block(tree.readUInt32BE(8))
  const paths = Array.from({ length: node.readUInt16BE(2) }, (_, index) => {
    const [key, value] = [block(node.readUInt32BE(12 + index * 8)), block(node.readUInt32BE(16 + index * 8))]
    const metadata = block(key.readUInt32BE(4))
    return {
      number: key.readUInt32BE(0),
      parent: value.readUInt32BE(0),
      name: value.toString('utf8', 4, value.length - 1),
      mode: metadata.readUInt16BE(4),
      size: metadata.readUInt32BE(18),
    }
  })
  return { names: [...named.keys()], paths }
}
