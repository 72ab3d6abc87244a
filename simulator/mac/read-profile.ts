import { createPrivateKey } from 'node:crypto'
import { decryptWith } from '../pki/enveloped-data.ts'
import { openSignedData } from '../pki/open-signed-data.ts'
import { MacError } from './mac-error.ts'
import type { Identity, InstalledProfile } from './mac-state.ts'
import { decodePlist, decodePlistArray, type PlistDict } from './plist.ts'
import { plistField } from './plist-field.ts'

export type Profile = {
  identifier: string
  content: PlistDict
  payloads: PlistDict[]
  installed: InstalledProfile
}

const unwrap = (bytes: Buffer): { plist: Buffer; signers: Buffer[] } => {
  if (bytes[0] !== 0x30) return { plist: bytes, signers: [] }
  try {
    const { content, certificates } = openSignedData(bytes)
    return { plist: content, signers: certificates.map((certificate) => certificate.raw) }
  } catch (cause) {
    throw new MacError('bad-profile', 'The signature of the profile is not valid', { cause })
  }
}

/** What is encrypted to the identity of this Mac takes the place that it has in an open profile. */
function decrypt(content: PlistDict, identity: Identity | null): PlistDict {
  const { EncryptedPayloadContent: _, IsEncrypted: __, ...open } = content
  const envelope = plistField.data(content, 'EncryptedPayloadContent')
  if (!envelope) return content
  if (!identity) throw new MacError('bad-profile', 'This Mac has no key for an encrypted profile')
  try {
    const payloads = decryptWith(createPrivateKey(identity.privateKeyPem), envelope)
    return { ...open, PayloadContent: decodePlistArray(payloads) }
  } catch (cause) {
    throw new MacError('bad-profile', 'The profile is encrypted to somebody else', { cause })
  }
}

/**
 * Reads a configuration profile, signed or not, encrypted to this identity or not; a broken signature is refused, an
 * unknown signer is not.
 */
export function readProfile(bytes: Buffer, identity: Identity | null = null): Profile {
  const { plist, signers } = unwrap(bytes)
  const content = decrypt(decodePlist(plist), identity)
  const identifier = plistField.text(content, 'PayloadIdentifier')
  const uuid = plistField.text(content, 'PayloadUUID')
  if (plistField.text(content, 'PayloadType') !== 'Configuration' || !identifier || !uuid) {
    throw new MacError('bad-profile', 'This is not a configuration profile')
  }
  const installed = {
    identifier,
    uuid,
    displayName: plistField.text(content, 'PayloadDisplayName') ?? identifier,
    contentBase64: plist.toString('base64'),
    signerCertificatesBase64: signers.map((certificate) => certificate.toString('base64')),
  }
  return { identifier, content, payloads: plistField.dicts(content, 'PayloadContent'), installed }
}
