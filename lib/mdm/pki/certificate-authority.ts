import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { MdmError } from '../protocol/errors.ts'
import { oid } from './oids.ts'
import { certificateToPem } from './pem.ts'
import { type Certificate, readCertificate } from './read-certificate.ts'
import { startOfValidity } from './start-of-validity.ts'
import {
  writeCertificate,
  writeExtension,
  writeKeyUsage,
  writeName,
  writeSubjectKeyId,
} from './write-certificate.ts'
import { writeSequence } from './write-der.ts'

/**
 * The authority that issues the identities of Macs: RSA, because SCEP encrypts to it.
 * Source: RFC 8894 section 2.2; RFC 5280 section 4.2.1.9
 */
export type CertificateAuthority = {
  certificatePem: string
  certificateDer: Uint8Array
  privateKeyPem: string
}

/**
 * Randomness and keys come from the caller; without serialBytes the serial number is derived from the key.
 * generation tells an authority from those before it, which stay trusted for a while: each needs a name of its own.
 * Source: RFC 5280 sections 4.1.2.2 and 4.1.2.6
 */
export type CertificateAuthorityOptions = {
  organizationName: string
  generation?: string
  now: Date
  keyPair: { publicKey: KeyObject; privateKey: KeyObject }
  serialBytes?: Uint8Array
}

const keyCertSign = 0x04
const crlSign = 0x02
const digitalSignature = 0x80
const keyEncipherment = 0x20

/**
 * Makes a self-signed authority for ten years. It also signs profiles and SCEP replies and decrypts requests.
 *
 * throws   MdmError weak_key for a key that is not RSA of at least 2048 bits.
 * spec     RFC 5280 section 4.2.1; RFC 8894 section 2.2
 */
export function createCertificateAuthority(options: CertificateAuthorityOptions): CertificateAuthority {
  const { organizationName, now, keyPair } = options
  const generation = options.generation === undefined ? [] : [options.generation]
  const bits = keyPair.publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (keyPair.publicKey.asymmetricKeyType !== 'rsa' || bits < 2048) {
    throw new MdmError('weak_key', 'a device authority needs an RSA key of at least 2048 bits')
  }
  const publicKeySpkiDer = new Uint8Array(keyPair.publicKey.export({ format: 'der', type: 'spki' }))
  const name = writeName([
    [oid.organizationName, organizationName.slice(0, 64)],
    [oid.commonName, [`${organizationName.slice(0, 32)} Device Authority`, ...generation].join(' ')],
  ])
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 10)
  const certificateDer = writeCertificate(
    {
      serialNumber: options.serialBytes ?? derivedSerial(publicKeySpkiDer),
      issuerDer: name,
      subjectDer: name,
      notBefore: startOfValidity(now),
      notAfter,
      publicKeySpkiDer,
      extensions: [
        writeExtension(oid.basicConstraints, true, writeSequence(Uint8Array.of(1, 1, 0xff, 2, 1, 0))),
        writeKeyUsage(keyCertSign | crlSign | digitalSignature | keyEncipherment),
        writeSubjectKeyId(publicKeySpkiDer),
      ],
    },
    keyPair.privateKey,
  )
  return {
    certificateDer,
    certificatePem: certificateToPem(certificateDer),
    privateKeyPem: keyPair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

function derivedSerial(publicKeySpkiDer: Uint8Array): Uint8Array {
  const serial = createHash('sha256').update(publicKeySpkiDer).digest().subarray(0, 16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}

const keys = new WeakMap<CertificateAuthority, KeyObject>()
const facts = new WeakMap<Pick<CertificateAuthority, 'certificateDer'>, Certificate>()

/**
 * The authority's private key, read once for each authority object.
 * Source: RFC 5958
 */
export function authorityKey(ca: CertificateAuthority): KeyObject {
  const known = keys.get(ca)
  if (known !== undefined) return known
  const key = createPrivateKey(ca.privateKeyPem)
  keys.set(ca, key)
  return key
}

/**
 * What the authority's certificate says, read once for each authority object.
 * Source: RFC 5280 section 4.1
 */
export function authorityFacts(ca: Pick<CertificateAuthority, 'certificateDer'>): Certificate {
  const known = facts.get(ca)
  if (known !== undefined) return known
  const certificate = readCertificate(ca.certificateDer)
  facts.set(ca, certificate)
  return certificate
}
