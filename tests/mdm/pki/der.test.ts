import { describe, expect, it } from 'vitest'
import { berToDer } from '#lib/mdm/pki/ber-to-der.ts'
import { BoundedCache } from '#lib/mdm/pki/bounded-cache.ts'
import { readChildren, readDer, readSequence } from '#lib/mdm/pki/der.ts'
import { readIntegerHex, readOid, readSmallInteger, readText, readTime } from '#lib/mdm/pki/der-values.ts'
import { writeDer, writeOid, writeSequence, writeTime, writeUnsignedInteger } from '#lib/mdm/pki/write-der.ts'
import { MalformedDerError } from '#lib/mdm/protocol/errors.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const refuses = (run: () => unknown) => expect(run).toThrow(MalformedDerError)

describe('readDer', () => {
  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a value that is cut', '30 03 02 01'],
    ['a length that is cut', '30 82 01'],
    ['an indefinite length', '30 80 00 00'],
    ['a long length for a short value', '04 81 01 00'],
    ['a length with a leading zero', '04 82 00 81'],
    ['a length of five octets', '04 85 01 00 00 00 00'],
    ['a length beyond the input', '04 84 ff ff ff ff'],
    ['a tag number above 30', '1f 81 01 00'],
    ['bytes after the end', '05 00 00'],
  ])('refuses %s', (_, text) => refuses(() => readDer(hex(text))))

  it('refuses children of a primitive value and too many children', () => {
    refuses(() => readChildren(readDer(hex('04 02 05 00'))))
    refuses(() => readSequence(readDer(writeDer(0x30, Buffer.alloc(40_000, Buffer.from([5, 0]))))))
  })

  it('reads back what was written, at every size of length', () => {
    for (const size of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = new Uint8Array(size).fill(0x41)
      expect(readDer(writeDer(0x04, content)).content).toEqual(content)
    }
  })
})

describe('values', () => {
  it('reads and writes object identifiers', () => {
    for (const oid of [
      '1.2.840.113549.1.7.2',
      '2.16.840.1.113733.1.9.2',
      '0.9.2342.19200300.100.1.1',
      '2.5.4.3',
    ]) {
      expect(readOid(readDer(writeOid(oid)))).toBe(oid)
    }
    refuses(() => readOid(readDer(hex('06 01 80'))))
    refuses(() => readOid(readDer(hex('06 00'))))
    refuses(() => readOid(readDer(hex('06 0a ff ff ff ff ff ff ff ff ff 7f'))))
  })

  it('keeps integers positive', () => {
    expect(writeUnsignedInteger(hex('00 ff'))).toEqual(hex('02 02 00 ff'))
    expect(writeUnsignedInteger(hex('00 00 7f'))).toEqual(hex('02 01 7f'))
    expect(writeUnsignedInteger(new Uint8Array())).toEqual(hex('02 01 00'))
    expect(readIntegerHex(readDer(hex('02 02 00 ff')))).toBe('ff')
    expect(readSmallInteger(readDer(hex('02 02 01 00')))).toBe(256)
    refuses(() => readSmallInteger(readDer(hex('02 01 ff'))))
  })

  it('writes times before 2050 in two digits and later ones in four, and reads both', () => {
    for (const iso of [
      '1950-01-01T00:00:00Z',
      '2026-11-23T10:00:00Z',
      '2049-12-31T23:59:59Z',
      '2050-01-01T00:00:00Z',
    ]) {
      expect(readTime(readDer(writeTime(new Date(iso))))).toEqual(new Date(iso))
    }
    refuses(() => readTime(readDer(writeDer(0x17, Buffer.from('261323100000Z')))))
    refuses(() => readTime(readDer(writeDer(0x17, Buffer.from('2611231000Z')))))
  })

  it('reads strings of every kind but none with control characters or broken UTF-8', () => {
    expect(readText(readDer(writeDer(0x0c, Buffer.from('Zoë'))))).toBe('Zoë')
    expect(readText(readDer(hex('1e 04 00 41 26 3a')))).toBe('A☺')
    refuses(() => readText(readDer(hex('0c 01 ff'))))
    refuses(() => readText(readDer(hex('13 01 00'))))
    refuses(() => readText(readDer(hex('1e 01 41'))))
    refuses(() => readText(readDer(hex('04 01 41'))))
  })
})

describe('berToDer', () => {
  it('leaves DER as it is', () => {
    const der = writeSequence(writeOid('2.5.4.3'), writeDer(0xa0, writeDer(0x04, new Uint8Array(300))))
    expect(berToDer(der)).toEqual(der)
  })

  it('makes lengths definite and joins octet strings that came in pieces', () => {
    const ber = hex('30 80 24 80 04 02 41 42 04 01 43 00 00 a0 80 05 00 00 00 00 00')
    expect(berToDer(ber)).toEqual(hex('30 09 04 03 41 42 43 a0 02 05 00'))
    const twice = hex('24 80 24 80 04 01 41 00 00 04 01 42 00 00')
    expect(berToDer(twice)).toEqual(hex('04 02 41 42'))
  })

  it.each([
    ['no end', '30 80 05 00'],
    ['half an end', '30 80 05 00 00'],
    ['bytes after the end', '30 80 00 00 00'],
    ['a primitive value without a length', '04 80 41 00 00'],
    ['foreign pieces', '24 80 05 00 00 00'],
    ['a child longer than its parent', '30 03 04 05 41'],
  ])('refuses %s', (_, text) => refuses(() => berToDer(hex(text))))

  it('refuses nesting and numbers of values beyond reason', () => {
    refuses(() => berToDer(Buffer.alloc(2_000_000, Buffer.from([0x30, 0x80]))))
    refuses(() => berToDer(writeDer(0x30, Buffer.alloc(60_000, Buffer.from([5, 0])))))
  })
})

describe('BoundedCache', () => {
  it('forgets what was used longest ago', () => {
    const cache = new BoundedCache<number>(2)
    cache.set('a', 1)
    cache.set('b', 2)
    expect(cache.get('a')).toBe(1)
    cache.set('c', 3)
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2])
  })
})
