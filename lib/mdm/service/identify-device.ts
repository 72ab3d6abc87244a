import { verifyIssuedBy } from '../pki/check-issued-by.ts'
import { verifyMdmSignature } from '../pki/verify-mdm-signature.ts'
import { IdentityError } from '../protocol/errors.ts'
import type { CallerRow } from '../store/caller.ts'
import type { MdmContext } from './mdm-context.ts'
import { NotEnrolledError } from './refusals.ts'

/**
 * Establishes which certificate of ours signed a request body. No other header is ever looked at: what a proxy or a
 * stranger says of a client certificate counts for nothing.
 *
 * throws   IdentityError.
 * spec     mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 5280 section 6.1
 */
export async function identifyDevice(
  context: MdmContext,
  signatureHeader: string | undefined,
  body: Uint8Array,
): Promise<{ certificateSha256: string }> {
  const signer = verifyMdmSignature(signatureHeader ?? '', body)
  const { certificateDer } = await context.authority()
  verifyIssuedBy(signer.certificateDer, certificateDer, context.clock())
  return { certificateSha256: signer.certificateSha256Hex }
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
