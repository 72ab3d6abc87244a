import { type KeyObject, sign } from 'node:crypto'

/**
 * What stands in a token for Apple's account services.
 *
 * serverUuid   server_uuid of the account that Apple Business Manager tells
 * privateKey   RSA, of the certificate that was uploaded there
 * tokenId      a fresh UUID
 * source       mdm/checkin/gettoken.yaml (com.apple.maid)
 */
export type MaidTokenFacts = { serverUuid: string; privateKey: KeyObject; tokenId: string; now: Date }

/**
 * Signs the token that a Mac hands to Apple to prove that it is managed: a JWT with RS256.
 *
 * returns  its characters as bytes, as TokenData has them
 * spec     Apple, "Get token" (com.apple.maid); RFC 7519 section 7.1; RFC 7518 section 3.3
 */
export function signMaidToken({ serverUuid, privateKey, tokenId, now }: MaidTokenFacts): Uint8Array {
  const header = encode({ alg: 'RS256', typ: 'JWT' })
  const claims = encode({
    iss: serverUuid,
    iat: Math.floor(now.getTime() / 1000),
    jti: tokenId,
    service_type: 'com.apple.maid',
  })
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')
  return new TextEncoder().encode(`${header}.${claims}.${signature}`)
}

function encode(value: Record<string, string | number>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
