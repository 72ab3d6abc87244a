import { readMdmSignature, verifyMdmSignature } from '../pki/verify-mdm-signature.ts'
import { IdentityError } from '../protocol/errors.ts'
import type { CallerRow } from '../store/caller.ts'
import type { MdmContext } from './mdm-context.ts'
import { NotEnrolledError } from './refusals.ts'
import { verifyIssuer } from './verify-issuer.ts'

/**
 * What a request offers as proof of who sent it: the Mdm-Signature header, and a client certificate that a trusted
 * proxy saw in the TLS handshake.
 * Source: Apple, "Managing certificates for device management servers and devices"; RFC 9440
 */
export type DeviceCredentials = { signature: string | undefined; proxiedCertificateDer: Uint8Array | null }

/**
 * Establishes with which certificate of ours a request was made. When it offers two proofs, both must be good and of
 * the same certificate.
 *
 * throws   IdentityError.
 * spec     mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 5280 section 6.1; RFC 9440 section 2
 */
export async function identifyDevice(
  context: MdmContext,
  { signature, proxiedCertificateDer }: DeviceCredentials,
  body: Uint8Array,
): Promise<{ certificateSha256: string }> {
  if (proxiedCertificateDer === null) return identifySigner(context, signature, body)
  const { sha256Hex } = await verifyIssuer(context, proxiedCertificateDer)
  if (signature !== undefined) {
    const { certificateSha256 } = await identifySigner(context, signature, body)
    if (certificateSha256 !== sha256Hex) {
      throw new IdentityError(
        'certificate_mismatch',
        'the signature is of another certificate than the connection',
      )
    }
  }
  return { certificateSha256: sha256Hex }
}

async function identifySigner(
  context: MdmContext,
  header: string | undefined,
  body: Uint8Array,
): Promise<{ certificateSha256: string }> {
  const signature = readMdmSignature(header ?? '')
  const { certificateDer, certificateSha256Hex } = signature
  const { publicKey } = await verifyIssuer(context, certificateDer, certificateSha256Hex)
  verifyMdmSignature(signature, publicKey, body)
  return { certificateSha256: certificateSha256Hex }
}

/**
 * Refuses a caller whose certificate is not the enrollment's own, or whose enrollment does not stand.
 *
 * throws   IdentityError certificate_mismatch, certificate_revoked; NotEnrolledError.
 * spec     Apple, "Managing certificates for device management servers and devices"
 */
export function requireCaller(
  caller: CallerRow,
  deviceId: string,
  statuses: readonly string[] = ['enrolled'],
): void {
  if (caller.boundTo !== deviceId) {
    throw new IdentityError('certificate_mismatch', 'the certificate is not that of this enrollment')
  }
  if (caller.revoked) throw new IdentityError('certificate_revoked', 'the certificate was revoked')
  if (caller.deviceStatus === null || !statuses.includes(caller.deviceStatus)) {
    throw new NotEnrolledError('the device is not enrolled')
  }
}

/**
 * The same for a message that runs on a channel, which must be enrolled itself.
 *
 * throws   as requireCaller.
 * spec     mdm/checkin/tokenupdate.yaml (UserID)
 */
export function requireChannel(caller: CallerRow, deviceId: string): void {
  requireCaller(caller, deviceId)
  if (caller.channelStatus !== 'enrolled') throw new NotEnrolledError('the channel is not enrolled')
}
