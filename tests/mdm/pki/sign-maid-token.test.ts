import { verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { signMaidToken } from '#lib/mdm/pki/sign-maid-token.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'

it('signs who manages the Mac, for whom and when', async () => {
  const { privateKey, publicKey } = await generateRsaKey()
  const now = new Date('2026-11-23T10:00:00.900Z')
  const token = Buffer.from(
    signMaidToken({ serverUuid: 'server', privateKey, tokenId: 'once', now }),
  ).toString()
  const [header = '', claims = '', signature = ''] = token.split('.')
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect(read(header)).toEqual({ alg: 'RS256', typ: 'JWT' })
  const issuedAt = Date.parse('2026-11-23T10:00:00Z') / 1000
  expect(read(claims)).toEqual({ iss: 'server', iat: issuedAt, jti: 'once', service_type: 'com.apple.maid' })
  const signed = Buffer.from(`${header}.${claims}`)
  expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
})
