import { createHash, type KeyObject, sign, type X509Certificate } from 'node:crypto'
import { issuerAndSerial } from './certificate.ts'
import { der } from './der.ts'
import { oids } from './oids.ts'

export type Signer = { privateKey: KeyObject; certificate: X509Certificate }

export type SignDataOptions = {
  /** The content stands outside the CMS, as in the Mdm-Signature header. */
  detached?: boolean
  /** Further signed attributes: object identifier and the DER of its value. */
  attributes?: readonly (readonly [string, Buffer])[]
  signingTime?: Date
}

export type PreparedSignedData = {
  /** What the key has to sign, with RSA and SHA-256. */
  toSign: Buffer
  finish: (signature: Buffer) => Buffer
}

/** The same up to the signature, for who has many messages signed at a time by other threads. */
export function prepareSignedData(
  content: Uint8Array,
  certificate: X509Certificate,
  options: SignDataOptions = {},
): PreparedSignedData {
  const attributes = [
    [oids.contentType, der.oid(oids.data)] as const,
    [oids.signingTime, der.time(options.signingTime ?? new Date())] as const,
    [oids.messageDigest, der.octets(createHash('sha256').update(content).digest())] as const,
    ...(options.attributes ?? []),
  ].map(([id, value]) => der.sequence(der.oid(id), der.setOf(value)))
  const toSign = der.setOf(...attributes)
  const asImplicit = Buffer.from(toSign)
  // What is signed is the SET OF itself; inside SignerInfo the same bytes bear the tag [0].
  asImplicit[0] = 0xa0
  const digestAlgorithm = der.sequence(der.oid(oids.sha256), der.none())
  const encapsulated = options.detached ? [] : [der.explicit(0, der.octets(content))]
  const finish = (signature: Buffer): Buffer => {
    const signerInfo = der.sequence(
      der.integer(1),
      issuerAndSerial(certificate),
      digestAlgorithm,
      asImplicit,
      der.sequence(der.oid(oids.rsaEncryption), der.none()),
      der.octets(signature),
    )
    const signedData = der.sequence(
      der.integer(1),
      der.setOf(digestAlgorithm),
      der.sequence(der.oid(oids.data), ...encapsulated),
      der.explicit(0, certificate.raw),
      der.setOf(signerInfo),
    )
    return der.sequence(der.oid(oids.signedData), der.explicit(0, signedData))
  }
  return { toSign, finish }
}

/** CMS SignedData with signed attributes, RSA and SHA-256 (RFC 5652 section 5). */
export function signData(content: Uint8Array, signer: Signer, options: SignDataOptions = {}): Buffer {
  const { toSign, finish } = prepareSignedData(content, signer.certificate, options)
  return finish(sign('sha256', toSign, signer.privateKey))
}
