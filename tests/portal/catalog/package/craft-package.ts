import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { PackageError } from '#lib/portal/catalog/package/package-error.ts'
import type { PackageFacts } from '#lib/portal/catalog/package/package-facts.ts'
import { readPackage } from '#lib/portal/catalog/package/read-package.ts'
import { buildDemoPackage, type DemoPackageOptions } from '#prisma/demo/build-package.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'

export const now = new Date('2026-11-01T12:00:00Z')

export const demoIdentity = createSigningIdentity({
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2036-01-01T00:00:00Z'),
})

export const demoOptions: DemoPackageOptions = {
  identifier: 'example.zelf.tea-timer.pkg',
  title: 'Tea Timer',
  version: '1.4.0',
  bundleIdentifier: 'example.zelf.tea-timer',
  minimumOsVersion: '13.0',
  appName: 'Tea Timer',
  signingIdentity: demoIdentity,
  builtAt: new Date('2026-10-01T10:00:00Z'),
  payloadSizeBytes: 40_000,
}

export function demoPackage(changes: Partial<DemoPackageOptions> = {}): Buffer {
  return buildDemoPackage({ ...demoOptions, ...changes })
}

/** Reads bytes as if they had been uploaded. */
export async function readBytesAsPackage(bytes: Uint8Array, at: Date = now): Promise<PackageFacts> {
  const folder = mkdtempSync(join(tmpdir(), 'zelf-package-'))
  try {
    const path = join(folder, 'upload.pkg')
    writeFileSync(path, bytes)
    return await readPackage(path, at)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The code with which the bytes are refused, or "accepted"; any other error fails the test. */
export async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    await readBytesAsPackage(bytes)
    return 'accepted'
  } catch (error) {
    if (error instanceof PackageError) return error.code
    throw error
  }
}

interface Crafted {
  /** What stands between <toc> and </toc>, after the checksum. */
  toc: string
  heap?: Buffer
  checksum?: string
  claims?: { compressed?: bigint; uncompressed?: bigint; algorithm?: number }
  doctype?: string
}

const sha1Range = '<checksum style="sha1"><size>20</size><offset>0</offset></checksum>'

/** A xar archive with any table of contents. The heap follows the 20 bytes of its digest. */
export function craftXar({
  toc,
  heap = Buffer.alloc(0),
  checksum = sha1Range,
  claims = {},
  doctype = '',
}: Crafted) {
  const xml = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>${doctype}<xar><toc>${checksum}${toc}</toc></xar>`,
  )
  const stored = deflateSync(xml)
  const header = Buffer.alloc(28)
  header.write('xar!', 'latin1')
  header.writeUInt16BE(28, 4)
  header.writeUInt16BE(1, 6)
  header.writeBigUInt64BE(claims.compressed ?? BigInt(stored.length), 8)
  header.writeBigUInt64BE(claims.uncompressed ?? BigInt(xml.length), 16)
  header.writeUInt32BE(claims.algorithm ?? 1, 24)
  return Buffer.concat([header, stored, createHash('sha1').update(stored).digest(), heap])
}

/** One stored file of the table of contents, at the start of the crafted heap unless told otherwise. */
export function craftFile(
  name: string,
  numbers: { length: number | string; offset?: number | string; size?: number | string },
  encoding = 'application/octet-stream',
) {
  const { length, offset = 20, size = length } = numbers
  return (
    `<file id="1"><name>${name}</name><type>file</type><data><length>${length}</length><offset>${offset}</offset>` +
    `<size>${size}</size><encoding style="${encoding}"/></data></file>`
  )
}

/** An archive with just this Distribution. */
export function craftDistribution(xml: string): Buffer {
  const heap = Buffer.from(xml)
  return craftXar({ toc: craftFile('Distribution', { length: heap.length }), heap })
}
