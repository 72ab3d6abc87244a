import { sign } from 'node:crypto'
import { der } from './der.ts'
import { oids } from './oids.ts'
import type { RsaKey } from './rsa-key.ts'

/** A PKCS#10 request that carries the SCEP challenge, as a Mac sends it (RFC 2986, RFC 2985 section 5.4.1). */
export function makeCertificateRequest(subject: Buffer, key: RsaKey, challenge: string | null): Buffer {
  const attributes = challenge
    ? [der.sequence(der.oid(oids.challengePassword), der.setOf(der.utf8(challenge)))]
    : []
  const info = der.sequence(
    der.integer(0),
    subject,
    key.publicKey.export({ type: 'spki', format: 'der' }),
    der.tlv(0xa0, ...attributes),
  )
  const algorithm = der.sequence(der.oid(oids.sha256WithRsa), der.none())
  return der.sequence(info, algorithm, der.bits(sign('sha256', info, key.privateKey)))
}
