import { authorityKey, type CertificateAuthority } from './certificate-authority.ts'
import { writeSignedData } from './write-signed-data.ts'

/**
 * Signs a profile so that a Mac shows who made it: the XML becomes the content of a DER SignedData.
 * Source: Apple, "Configuring multiple devices using profiles"; RFC 5652 section 5
 */
export function signProfile(xml: Uint8Array, ca: CertificateAuthority): Uint8Array {
  return writeSignedData({
    content: xml,
    signerCertificateDer: ca.certificateDer,
    signerKey: authorityKey(ca),
    attributes: [],
  })
}
