import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'

/** The provider's ID token is not what it claims: no sign-in. */
export class IdTokenError extends Error {
  readonly code = 'id_token_refused'
}

const timeoutMilliseconds = 10_000
const headerSchema = z.object({ alg: z.string(), kid: z.string().optional() })
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() })
const keySchema = z.looseObject({ kty: z.string(), kid: z.string().optional(), use: z.string().optional() })
const keySetSchema = z.object({ keys: z.array(keySchema) })

type Check = (data: Buffer, key: KeyObject, signature: Buffer) => boolean

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
const rsa =
  (hash: string, padding = {}): Check =>
  (data, key, signature) =>
    key.asymmetricKeyType === 'rsa' && verify(hash, data, { key, ...padding }, signature)
const ecdsa =
  (hash: string, curve: string): Check =>
  (data, key, signature) =>
    key.asymmetricKeyDetails?.namedCurve === curve &&
    verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature)

/** What a provider may sign with (RFC 7518, 8037). "none" and the shared-secret algorithms are not among it. */
const checks: Record<string, Check> = {
  RS256: rsa('sha256'),
  RS384: rsa('sha384'),
  RS512: rsa('sha512'),
  PS256: rsa('sha256', pss),
  PS384: rsa('sha384', pss),
  PS512: rsa('sha512', pss),
  ES256: ecdsa('sha256', 'prime256v1'),
  ES384: ecdsa('sha384', 'secp384r1'),
  EdDSA: (data, key, signature) => key.asymmetricKeyType === 'ed25519' && verify(null, data, key, signature),
}

async function fetchJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds), redirect: 'error' })
  if (!answer.ok) throw new IdTokenError(`${url} answered ${answer.status}`)
  return answer.json()
}

async function fetchKeys(issuer: string): Promise<z.infer<typeof keySetSchema>['keys']> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const discovery = discoverySchema.parse(await fetchJson(address))
  if (discovery.issuer !== issuer) throw new IdTokenError(`${address} names another issuer`)
  return keySetSchema.parse(await fetchJson(discovery.jwks_uri)).keys
}

function isSignedBy(jwk: JsonWebKey, check: Check, signed: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    return check(Buffer.from(signed), key, Buffer.from(signature, 'base64url'))
  } catch (cause) {
    throw new IdTokenError('the provider published a key that cannot be read', { cause })
  }
}

/**
 * The claims of an ID token, after checking its signature against the provider's published keys. (OpenID Connect lets a
 * client rely on TLS instead, and next-auth does; its own checks of issuer, audience, nonce and times come before this.)
 * Throws IdTokenError.
 */
export async function verifiedIdTokenClaims(
  idToken: string,
  issuer: string,
): Promise<Record<string, unknown>> {
  const [head = '', body = '', signature = '', ...more] = idToken.split('.')
  const parsed = headerSchema.safeParse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')))
  const check = parsed.data && checks[parsed.data.alg]
  if (!parsed.data || !check || more.length > 0 || !signature)
    throw new IdTokenError('not signed as it must be')
  const { kid } = parsed.data
  const keys = await fetchKeys(issuer)
  const candidates = keys.filter(
    (key) => (key.use ?? 'sig') === 'sig' && (kid === undefined || key.kid === kid),
  )
  if (!candidates.some((key) => isSignedBy(key, check, `${head}.${body}`, signature))) {
    throw new IdTokenError('not signed by a key of the provider')
  }
  return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
}
