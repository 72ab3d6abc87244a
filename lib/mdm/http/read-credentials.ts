import type { IncomingMessage } from 'node:http'
import { readClientCertificateHeader } from '../pki/read-client-certificate-header.ts'
import type { DeviceCredentials } from '../service/identify-device.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import type { TrustedProxies } from '../service/trusted-proxies.ts'

/**
 * What a request offers as proof of who sent it. A header that stands twice arrives joined by a comma, which neither
 * a signature nor a certificate has.
 *
 * throws   IdentityError certificate_malformed.
 * spec     mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 9440 sections 2.2 and 4
 */
export function readCredentials(
  { trustedProxies }: Pick<MdmContext, 'trustedProxies'>,
  req: IncomingMessage,
): DeviceCredentials {
  const signature = req.headers['mdm-signature']
  return {
    signature: typeof signature === 'string' ? signature : undefined,
    proxiedCertificateDer: trustedProxies ? readProxiedCertificate(trustedProxies, req) : null,
  }
}

/** Of anybody but a trusted proxy such a header is not even read; a proxy that saw no certificate sends it empty. */
function readProxiedCertificate(proxies: TrustedProxies, req: IncomingMessage): Uint8Array | null {
  const value = req.headers[proxies.header]
  if (typeof value !== 'string' || value.trim() === '') return null
  return proxies.trusts(req.socket.remoteAddress ?? '') ? readClientCertificateHeader(value) : null
}
