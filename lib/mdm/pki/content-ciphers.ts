import { oid } from './oids.ts'

/**
 * A cipher that content in an envelope may be encrypted with.
 * Source: RFC 3565 section 4.1; RFC 3370 section 5.1
 */
export type ContentCipher = {
  oid: string
  name: string
  keyLength: number
  ivLength: number
  /** Makes the key that Node's cipher of that name takes out of the one in the envelope. */
  expandKey?(key: Uint8Array): Uint8Array
}

/**
 * What the answer to a client that said nothing better is encrypted with.
 * Source: RFC 8894 section 2.9 (AES-128-CBC must be there)
 */
export const usualCipher: ContentCipher = {
  oid: oid.aes128Cbc,
  name: 'aes-128-cbc',
  keyLength: 16,
  ivLength: 16,
}

/**
 * For secrets that lie on disks for long.
 * Source: RFC 3565 section 4.1
 */
export const strongCipher: ContentCipher = {
  oid: oid.aes256Cbc,
  name: 'aes-256-cbc',
  keyLength: 32,
  ivLength: 16,
}

const ciphers = new Map<string, ContentCipher>(
  [
    usualCipher,
    strongCipher,
    { oid: oid.aes192Cbc, name: 'aes-192-cbc', keyLength: 24, ivLength: 16 },
    { oid: oid.tripleDesCbc, name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 },
  ].map((cipher) => [cipher.oid, cipher]),
)

/**
 * Looks a cipher up: AES, or triple DES of clients that know no better. Single DES is not among them: OpenSSL has
 * retired it, and its keys are found in hours.
 * Source: RFC 8894 sections 2.9 and 3.5.2
 */
export function contentCipherOf(cipherOid: string): ContentCipher | null {
  return ciphers.get(cipherOid) ?? null
}

/**
 * Single DES as well, which is triple DES with three times the same key: for a reply over which we have no say, and
 * which holds nothing secret.
 * Source: RFC 8018 appendix B.2.1; FIPS 46-3
 */
export function anyContentCipherOf(cipherOid: string): ContentCipher | null {
  if (cipherOid !== oid.desCbc) return contentCipherOf(cipherOid)
  const expandKey = (key: Uint8Array) => Buffer.concat([key, key, key])
  return { oid: oid.desCbc, name: 'des-ede3-cbc', keyLength: 8, ivLength: 8, expandKey }
}
