import { type CertificateFacts, verifyIssuedBy } from '../pki/check-issued-by.ts'
import { IdentityError } from '../protocol/errors.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * Checks that one of our authorities issued a certificate and that it is valid now. An unknown issuer may be an
 * authority that another process has just made, so it is looked up once before the certificate is refused.
 *
 * throws   IdentityError certificate_malformed, certificate_untrusted, certificate_expired.
 * spec     RFC 5280 section 6.1; RFC 8894 section 4.7
 */
export async function verifyIssuer(
  context: Pick<MdmContext, 'authorities' | 'clock'>,
  certificateDer: Uint8Array,
  sha256Hex?: string,
): Promise<CertificateFacts> {
  const authorities = await context.authorities.trusted()
  try {
    return verifyIssuedBy(certificateDer, authorities, context.clock(), sha256Hex)
  } catch (error) {
    if (!(error instanceof IdentityError) || error.code !== 'certificate_untrusted') throw error
    if (!(await context.authorities.refreshForStranger())) throw error
    return verifyIssuedBy(certificateDer, await context.authorities.trusted(), context.clock(), sha256Hex)
  }
}
