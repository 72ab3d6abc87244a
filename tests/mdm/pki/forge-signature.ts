import { createHash, type KeyObject, sign, type X509Certificate } from 'node:crypto'
import { issuerAndSerial } from '#simulator/pki/certificate.ts'
import { der } from '#simulator/pki/der.ts'
import { oids } from '#simulator/pki/oids.ts'

export type Attribute = readonly [type: string, ...values: Buffer[]]

export type Forgery = {
  body: Uint8Array
  privateKey: KeyObject
  certificate: X509Certificate
  /** which certificates are enclosed; the signer's own unless told otherwise */
  enclosed?: X509Certificate[]
  identifier?: Buffer
  contentType?: string
  digestOid?: string
  signatureOid?: string
  /** null for a signature over the body itself */
  attributes?: readonly Attribute[] | null
  /** what is signed instead of the attributes as a SET, or of the body */
  signedBytes?: (attributes: Buffer | null) => Buffer
}

export const usualAttributes = (body: Uint8Array, contentType: string = oids.data): Attribute[] => [
  [oids.contentType, der.oid(contentType)],
  [oids.messageDigest, der.octets(createHash('sha256').update(body).digest())],
]

export const attributesAsSet = (attributes: readonly Attribute[]): Buffer =>
  der.setOf(...attributes.map(([type, ...values]) => der.sequence(der.oid(type), der.setOf(...values))))

/** A detached signature with one thing wrong, or none: everything that the signer says can be said otherwise. */
export function forgeSignature(forgery: Forgery): string {
  const { body, certificate, contentType = oids.data, digestOid = oids.sha256 } = forgery
  const attributes = forgery.attributes === undefined ? usualAttributes(body) : forgery.attributes
  const set = attributes === null ? null : attributesAsSet(attributes)
  const signed = forgery.signedBytes?.(set) ?? set ?? Buffer.from(body)
  const implicit = set === null ? [] : [Buffer.concat([Buffer.from([0xa0]), set.subarray(1)])]
  const signerInfo = der.sequence(
    der.integer(1),
    forgery.identifier ?? issuerAndSerial(certificate),
    der.sequence(der.oid(digestOid), der.none()),
    ...implicit,
    der.sequence(der.oid(forgery.signatureOid ?? oids.rsaEncryption), der.none()),
    der.octets(sign('sha256', signed, forgery.privateKey)),
  )
  const signedData = der.sequence(
    der.integer(1),
    der.setOf(der.sequence(der.oid(digestOid), der.none())),
    der.sequence(der.oid(contentType)),
    der.explicit(0, ...(forgery.enclosed ?? [certificate]).map(({ raw }) => raw)),
    der.setOf(signerInfo),
  )
  return der.sequence(der.oid(oids.signedData), der.explicit(0, signedData)).toString('base64')
}
