import { type KeyObject, verify } from 'node:crypto'

/**
 * Digests that a signature may be made with.
 * Source: RFC 5754 section 2; RFC 8894 section 3.5.2 (SHA-1 of older clients)
 */
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

const digests = new Map<string, DigestName>([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/**
 * Names the digest of a digest algorithm, or null for one that we do not accept.
 * Source: RFC 5754 section 2
 */
export function digestOf(oid: string): DigestName | null {
  return digests.get(oid) ?? null
}

/**
 * What a signature algorithm says of itself; digest is null where it is named elsewhere.
 * Source: RFC 5754 section 3; RFC 5758 section 3.2
 */
export type SignatureScheme = { keyType: 'rsa' | 'ec'; digest: DigestName | null }

const schemes = new Map<string, SignatureScheme>([
  ['1.2.840.113549.1.1.1', { keyType: 'rsa', digest: null }],
  ['1.2.840.113549.1.1.5', { keyType: 'rsa', digest: 'sha1' }],
  ['1.2.840.113549.1.1.11', { keyType: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { keyType: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { keyType: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.2.1', { keyType: 'ec', digest: null }],
  ['1.2.840.10045.4.1', { keyType: 'ec', digest: 'sha1' }],
  ['1.2.840.10045.4.3.2', { keyType: 'ec', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { keyType: 'ec', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { keyType: 'ec', digest: 'sha512' }],
])

/**
 * Looks a signature algorithm up: RSA PKCS#1 v1.5 or ECDSA, else null.
 * Source: RFC 5754 section 3; RFC 5758 section 3.2
 */
export function signatureSchemeOf(oid: string): SignatureScheme | null {
  return schemes.get(oid) ?? null
}

const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1'])

/**
 * Checks a signature with a key of the kind that the algorithm names.
 *
 * digest   the digest announced beside the algorithm (CMS), or null (certificates); both must agree.
 * returns  false for a bad signature, another kind of key, an unknown algorithm or a curve other than P-256/384.
 * spec     RFC 8017 section 8.2.2; RFC 5758 section 3.2
 */
export function isSignatureValid(
  algorithmOid: string,
  digest: DigestName | null,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = signatureSchemeOf(algorithmOid)
  if (scheme === null || key.asymmetricKeyType !== scheme.keyType) return false
  const chosen = digest ?? scheme.digest
  if (chosen === null || (scheme.digest !== null && scheme.digest !== chosen)) return false
  if (scheme.keyType === 'ec' && !curves.has(key.asymmetricKeyDetails?.namedCurve)) return false
  return verify(chosen, signed, key, signature)
}
