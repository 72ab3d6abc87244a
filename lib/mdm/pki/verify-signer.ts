import { hash, type KeyObject } from 'node:crypto'
import { IdentityError } from '../protocol/errors.ts'
import { expectTag, tag } from './der.ts'
import { readOid } from './der-values.ts'
import { oid } from './oids.ts'
import type { SignerInfo } from './read-signed-data.ts'
import { digestOf, isSignatureValid } from './signature-algorithm.ts'

/**
 * Checks one signature of a SignedData over its content, with or without signed attributes.
 *
 * throws   IdentityError signature_invalid.
 * spec     RFC 5652 sections 5.4 and 5.6
 */
export function verifySigner(
  signer: SignerInfo,
  key: KeyObject,
  content: Uint8Array,
  contentTypeOid: string,
): void {
  const digest = digestOf(signer.digestOid)
  if (digest === null) throw new IdentityError('signature_invalid', 'a digest that we do not accept')
  let signed = content
  if (signer.signedAttributesDer !== null) {
    const contentType = signer.signedAttributes.get(oid.contentType)
    if (contentType?.length !== 1 || readOid(contentType[0]) !== contentTypeOid) {
      throw new IdentityError('signature_invalid', 'the signed content type is another')
    }
    const announced = signer.signedAttributes.get(oid.messageDigest)
    if (announced?.length !== 1) throw new IdentityError('signature_invalid', 'no message digest was signed')
    const expected = expectTag(announced[0], tag.octetString).content
    // Both are known to whoever sent them: there is nothing to find out by timing.
    if (Buffer.compare(hash(digest, content, 'buffer'), expected) !== 0) {
      throw new IdentityError('signature_invalid', 'the content is not what was signed')
    }
    signed = signer.signedAttributesDer
  } else if (contentTypeOid !== oid.data || content[0] === tag.set) {
    // A SET could be the signed attributes of another message, whose signature would fit here.
    throw new IdentityError('signature_invalid', 'signed attributes are missing')
  }
  if (!isSignatureValid(signer.signatureOid, digest, key, signed, signer.signature)) {
    throw new IdentityError('signature_invalid', 'the signature does not fit')
  }
}
