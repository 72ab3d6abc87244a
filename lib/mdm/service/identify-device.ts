import type { KeyObject } from 'node:crypto'
import { type MdmSignature, readMdmSignature, verifyMdmSignature } from '../pki/verify-mdm-signature.ts'
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
 * Whose certificate a request shows, as far as that can be told without its body.
 *
 * signed   what must fit the body, where there is a signature; a certificate from a proxy is proven already
 * source   RFC 5652 section 5.6
 */
export type RecognizedDevice = {
  certificateSha256: string
  signed: { signature: MdmSignature; publicKey: KeyObject } | null
}

/**
 * Establishes with which certificate of ours a request is made, before its body is read: a stranger's is not taken in
 * at all. When it offers two proofs, they must be of the same certificate, and both must be good.
 *
 * throws   IdentityError.
 * spec     mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 5280 section 6.1; RFC 9440 section 2
 */
export async function recognizeDevice(
  context: Pick<MdmContext, 'authorities' | 'clock'>,
  { signature, proxiedCertificateDer }: DeviceCredentials,
): Promise<RecognizedDevice> {
  if (proxiedCertificateDer === null) return recognizeSigner(context, signature ?? '')
  const { sha256Hex } = await verifyIssuer(context, proxiedCertificateDer)
  if (signature === undefined) return { certificateSha256: sha256Hex, signed: null }
  const signer = await recognizeSigner(context, signature)
  if (signer.certificateSha256 === sha256Hex) return signer
  throw new IdentityError(
    'certificate_mismatch',
    'the signature is of another certificate than the connection',
  )
}

async function recognizeSigner(
  context: Pick<MdmContext, 'authorities' | 'clock'>,
  header: string,
): Promise<RecognizedDevice> {
  const signature = readMdmSignature(header)
  const { certificateDer, certificateSha256Hex } = signature
  const { publicKey } = await verifyIssuer(context, certificateDer, certificateSha256Hex)
  return { certificateSha256: certificateSha256Hex, signed: { signature, publicKey } }
}

/**
 * Checks that the recognized device said exactly this.
 *
 * throws   IdentityError signature_invalid, signature_malformed.
 * spec     RFC 5652 section 5.6
 */
export function requireSaid({ signed }: RecognizedDevice, body: Uint8Array): void {
  if (signed !== null) verifyMdmSignature(signed.signature, signed.publicKey, body)
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
