import { readConfigurationProfile } from '../protocol/configuration-profile.ts'
import { encodePlist } from '../protocol/encode-plist.ts'
import { MalformedProfileError } from '../protocol/errors.ts'
import type { PlistValue } from '../protocol/plist.ts'
import { strongCipher } from './content-ciphers.ts'
import { readRecipient, writeEnvelopedData } from './write-enveloped-data.ts'

/**
 * Encrypts the payloads of a profile so that one Mac alone can read them. What names the profile stays in the clear;
 * an earlier signature falls away, as it no longer fits.
 *
 * recipientCertificateDer  an identity of the Mac
 * random                   envelopeRandomLength octets, never used before
 * returns  the outer profile, to be signed
 * throws   MalformedProfileError; MdmError weak_key when the certificate holds no RSA key.
 * spec     Apple, "Configuring multiple devices using profiles"; mdm/profiles/TopLevel.yaml (EncryptedPayloadContent)
 */
export function encryptProfile(
  profile: Uint8Array,
  recipientCertificateDer: Uint8Array,
  random: Uint8Array,
): Uint8Array {
  const { PayloadContent: payloads, ...outer } = readConfigurationProfile(profile).dict
  if (!isList(payloads)) throw new MalformedProfileError('PayloadContent is not an array')
  const secret = Buffer.from(encodePlist(payloads), 'utf8')
  const envelope = writeEnvelopedData(secret, readRecipient(recipientCertificateDer), random, strongCipher)
  const sealed = { ...outer, IsEncrypted: true, EncryptedPayloadContent: envelope }
  return Buffer.from(encodePlist(sealed), 'utf8')
}

function isList(value: PlistValue | undefined): value is PlistValue[] {
  return Array.isArray(value)
}
