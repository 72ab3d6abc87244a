import { readTime } from './der-values.ts'
import { oid } from './oids.ts'
import type { SignerInfo } from './read-signed-data.ts'

/**
 * When the signer says it signed; null where it does not. Nothing proves it but the signer's own clock.
 *
 * throws   MalformedDerError.
 * spec     RFC 5652 section 11.3
 */
export function readSigningTime(signer: SignerInfo): Date | null {
  const values = signer.signedAttributes.get(oid.signingTime)
  return values === undefined ? null : readTime(values[0])
}
