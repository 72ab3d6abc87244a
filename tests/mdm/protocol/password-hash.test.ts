import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashAccountPassword } from '#lib/mdm/protocol/commands/hash-account-password.ts'
import { encodeBinaryPlist } from '#lib/mdm/protocol/encode-binary-plist.ts'
import { InvalidCommandError, UnencodablePlistError } from '#lib/mdm/protocol/errors.ts'

type Held = string | bigint | boolean | Buffer | Held[] | { [key: string]: Held }

/** Reads a binary property list by its trailer and offset table, as a Mac does. */
function read(bytes: Buffer): Held {
  expect(bytes.subarray(0, 8).toString()).toBe('bplist00')
  const trailer = bytes.subarray(-32)
  const [offsetSize, referenceSize] = [trailer.readUInt8(6), trailer.readUInt8(7)]
  const count = Number(trailer.readBigUInt64BE(8))
  const table = Number(trailer.readBigUInt64BE(24))
  expect(table + count * offsetSize).toBe(bytes.length - 32)
  const readAt = (index: number): Held => {
    let at = bytes.readUIntBE(table + index * offsetSize, offsetSize)
    const marker = bytes.readUInt8(at++)
    const kind = marker >> 4
    let size = marker & 0x0f
    if (kind === 0) return marker === 0x09
    if (kind === 1) return bytes.readBigInt64BE(at)
    if (size === 0x0f) {
      expect(bytes.readUInt8(at)).toBe(0x13)
      size = Number(bytes.readBigInt64BE(at + 1))
      at += 9
    }
    const references = (from: number) =>
      Array.from({ length: size }, (_, n) =>
        readAt(bytes.readUIntBE(from + n * referenceSize, referenceSize)),
      )
    if (kind === 4) return bytes.subarray(at, at + size)
    if (kind === 5) return bytes.toString('latin1', at, at + size)
    if (kind === 6)
      return Buffer.from(bytes.subarray(at, at + 2 * size))
        .swap16()
        .toString('utf16le')
    if (kind === 10) return references(at)
    const names = references(at)
    const values = references(at + size * referenceSize)
    return Object.fromEntries(names.map((name, n) => [String(name), values[n] ?? '']))
  }
  return readAt(0)
}

describe('a binary property list', () => {
  it('gives back what was put in', () => {
    const long = 'x'.repeat(300)
    const value = {
      text: 'plain',
      wide: 'Zoë 😀',
      long,
      number: 40_000,
      negative: -1,
      yes: true,
      no: false,
      data: Buffer.alloc(70_000, 7),
      list: ['a', ['b'], {}],
      nested: { key: { key: 'value' } },
    }
    expect(read(Buffer.from(encodeBinaryPlist(value)))).toEqual({ ...value, number: 40_000n, negative: -1n })
  })

  it('refuses what it does not write', () => {
    for (const value of [1.5, Number.NaN, new Date()]) {
      expect(() => encodeBinaryPlist({ value })).toThrow(UnencodablePlistError)
    }
  })
})

describe('the password of an account that a Mac makes', () => {
  it('is salted and hashed so that the Mac can check it and nobody can read it', () => {
    const salt = randomBytes(32)
    const hash = Buffer.from(hashAccountPassword('correct horse', salt, 25_000))
    expect(read(hash)).toEqual({
      'SALTED-SHA512-PBKDF2': {
        entropy: pbkdf2Sync('correct horse', salt, 25_000, 128, 'sha512'),
        iterations: 25_000n,
        salt,
      },
    })
    expect(hash.includes('correct')).toBe(false)
  })

  it('needs a whole salt, enough rounds and a password', () => {
    for (const run of [
      () => hashAccountPassword('x', randomBytes(31)),
      () => hashAccountPassword('x', randomBytes(32), 19_999),
      () => hashAccountPassword('', randomBytes(32)),
    ]) {
      expect(run).toThrow(InvalidCommandError)
    }
  })
})
