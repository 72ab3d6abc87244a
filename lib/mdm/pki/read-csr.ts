import type { KeyObject } from 'node:crypto'
import { MalformedDerError, ScepError } from '../protocol/errors.ts'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readBitString, readOid, readSmallInteger, readText } from './der-values.ts'
import { oid } from './oids.ts'
import { readCommonName } from './read-certificate.ts'
import { type KeyStrength, readKeyStrength } from './read-key-strength.ts'
import { readPublicKey } from './read-public-key.ts'
import { isSignatureValid } from './signature-algorithm.ts'

/**
 * A request for a certificate whose signature fits its key. Its subject is what was asked, not what is issued.
 * Source: RFC 2986 section 4; RFC 2985 section 5.4.1 (challengePassword)
 */
export type CertificateRequest = KeyStrength & {
  publicKeySpkiDer: Uint8Array
  subjectCommonName: string | null
  challengePassword: string | null
}

/**
 * Reads a PKCS#10 request and checks that who made it holds the key.
 *
 * known    a key that was read already: a Mac signs its message with the key that it wants certified
 * throws   ScepError badRequest (no such request), badMessageCheck (signature), badAlg (key or algorithm).
 * spec     RFC 2986 section 4
 */
export function readCsr(
  der: Uint8Array,
  known?: { publicKeySpkiDer: Uint8Array; key: KeyObject },
): CertificateRequest {
  try {
    const [info, algorithm, signature] = readSequence(readDer(der))
    const [version, subject, publicKey, attributes] = readSequence(info)
    if (readSmallInteger(version) !== 0) throw new ScepError('badRequest', 'an unknown version of request')
    const publicKeySpkiDer = expectTag(publicKey, tag.sequence).raw
    const strength = readKeyStrength(publicKeySpkiDer)
    if (strength === null) throw new ScepError('badAlg', 'RSA of 2048 to 8192 bits, P-256 or P-384 is needed')
    const isKnown = known && Buffer.compare(known.publicKeySpkiDer, publicKeySpkiDer) === 0
    const key = isKnown ? known.key : readPublicKey(publicKeySpkiDer)
    const [signatureOid] = readSequence(algorithm)
    const signed = expectTag(info, tag.sequence).raw
    if (!isSignatureValid(readOid(signatureOid), null, key, signed, readBitString(signature))) {
      throw new ScepError('badMessageCheck', 'the request is not signed with its key')
    }
    return {
      publicKeySpkiDer,
      ...strength,
      subjectCommonName: readCommonName(subject),
      challengePassword: readChallenge(attributes),
    }
  } catch (cause) {
    if (!(cause instanceof MalformedDerError)) throw cause
    throw new ScepError('badRequest', 'not a certificate request', { cause })
  }
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
