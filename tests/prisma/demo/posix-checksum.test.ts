import { expect, it } from 'vitest'
import { posixChecksum } from '#prisma/demo/posix-checksum.ts'

it('agrees with what cksum prints', () => {
  expect(posixChecksum(Buffer.alloc(0))).toBe(4294967295)
  expect(posixChecksum(Buffer.from('123456789'))).toBe(930766865)
  expect(posixChecksum(Buffer.alloc(70_000, 'zelf'))).toBe(672814308)
})
