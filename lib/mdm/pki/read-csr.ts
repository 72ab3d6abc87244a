import { MalformedDerError, ScepError } from '../protocol/errors.ts'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readBitString, readOid, readSmallInteger, readText } from './der-values.ts'
import { oid } from './oids.ts'
import { readCommonName } from './read-certificate.ts'
import { readPublicKey } from './read-public-key.ts'
import { isSignatureValid } from './signature-algorithm.ts'

/**
 * A request for a certificate whose signature fits its key. Its subject is what was asked, not what is issued.
 * Source: RFC 2986 section 4; RFC 2985 section 5.4.1 (challengePassword)
 */
export type CertificateRequest = {
  publicKeySpkiDer: Uint8Array
  keyType: 'rsa' | 'ec'
  keyBits: number
  subjectCommonName: string | null
  challengePassword: string | null
}

/**
 * Reads a PKCS#10 request and checks that who made it holds the key.
 *
 * throws   ScepError badRequest (no such request), badMessageCheck (signature), badAlg (key or algorithm).
 * spec     RFC 2986 section 4
 */
export function readCsr(der: Uint8Array): CertificateRequest {
  try {
    const [info, algorithm, signature] = readSequence(readDer(der))
    const [version, subject, publicKey, attributes] = readSequence(info)
    if (readSmallInteger(version) !== 0) throw new ScepError('badRequest', 'an unknown version of request')
    const publicKeySpkiDer = expectTag(publicKey, tag.sequence).raw
    const key = readPublicKey(publicKeySpkiDer)
    const strength = judgeKey(key.asymmetricKeyType, key.asymmetricKeyDetails)
    const [signatureOid] = readSequence(algorithm)
    const signed = expectTag(info, tag.sequence).raw
    if (!isSignatureValid(readOid(signatureOid), null, key, signed, readBitString(signature))) {
      throw new ScepError('badMessageCheck', 'the request is not signed with its key')
    }
    return {
      publicKeySpkiDer: Uint8Array.from(publicKeySpkiDer),
      ...strength,
      subjectCommonName: readCommonName(subject),
      challengePassword: readChallenge(attributes),
    }
  } catch (cause) {
    if (!(cause instanceof MalformedDerError)) throw cause
    throw new ScepError('badRequest', 'not a certificate request', { cause })
  }
}

function judgeKey(
  type: string | undefined,
  details: { modulusLength?: number; namedCurve?: string } = {},
): { keyType: 'rsa' | 'ec'; keyBits: number } {
  const bits = details.modulusLength ?? 0
  if (type === 'rsa' && bits >= 2048 && bits <= 8192) return { keyType: 'rsa', keyBits: bits }
  if (type === 'ec' && details.namedCurve === 'prime256v1') return { keyType: 'ec', keyBits: 256 }
  if (type === 'ec' && details.namedCurve === 'secp384r1') return { keyType: 'ec', keyBits: 384 }
  throw new ScepError('badAlg', 'RSA of 2048 to 8192 bits, P-256 or P-384 is needed')
}

function readChallenge(attributes: DerNode | undefined): string | null {
  if (attributes === undefined) return null
  let challenge: string | null = null
  for (const attribute of readChildren(expectTag(attributes, tag.explicit(0)))) {
    const [type, values] = readSequence(attribute)
    if (readOid(type) !== oid.challengePassword) continue
    if (challenge !== null) throw new ScepError('badRequest', 'two challenges')
    challenge = readText(readSet(values)[0])
    if (challenge.length > 255) throw new ScepError('badRequest', 'a challenge that is too long')
  }
  return challenge
}
