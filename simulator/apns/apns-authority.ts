import { type KeyObject, randomUUID, X509Certificate } from 'node:crypto'
import { makeCertificate, subjectOf } from '../pki/certificate.ts'
import { certificateExtension } from '../pki/certificate-extension.ts'
import { encodeDistinguishedName } from '../pki/distinguished-name.ts'
import { oids } from '../pki/oids.ts'
import { generateRsaKey, type RsaKey, readRsaKey, rsaKeyPem } from '../pki/rsa-key.ts'

export type PushCertificate = {
  certificatePem: string
  privateKeyPem: string
  topic: string
  caPem: string
}

/** What must survive a restart so that certificates handed out before stay good. */
export type SavedAuthority = { caPem: string; caKeyPem: string; serverPem: string; serverKeyPem: string }

const day = 24 * 60 * 60 * 1000
const validity = (days: number) => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + days * day),
})

async function makeAuthority(): Promise<SavedAuthority> {
  const [caKey, serverKey] = await Promise.all([generateRsaKey(), generateRsaKey()])
  const caName = encodeDistinguishedName([['CN', 'Pretend Apple Push Authority']])
  const ca = makeCertificate({
    subject: caName,
    issuer: caName,
    publicKey: caKey.publicKey,
    signedBy: caKey.privateKey,
    ...validity(3650),
    extensions: [certificateExtension.authority(), certificateExtension.keyUsage(5, 6)],
  })
  const loopback = [Buffer.from([127, 0, 0, 1]), Buffer.from([...Array(15).fill(0), 1])]
  const server = makeCertificate({
    subject: encodeDistinguishedName([['CN', 'localhost']]),
    issuer: caName,
    publicKey: serverKey.publicKey,
    signedBy: caKey.privateKey,
    ...validity(800),
    extensions: [
      certificateExtension.keyUsage(0, 2),
      certificateExtension.extendedKeyUsage(oids.serverAuth),
      certificateExtension.subjectAltName(['localhost'], loopback),
    ],
  })
  return {
    caPem: ca.toString(),
    caKeyPem: rsaKeyPem(caKey),
    serverPem: server.toString(),
    serverKeyPem: rsaKeyPem(serverKey),
  }
}

/** Signs push certificates as Apple's portal does: the topic is the UID of the subject. */
function certify(saved: SavedAuthority, caKey: RsaKey, wish: CertificateWish): X509Certificate {
  const days = wish.days ?? 365
  return makeCertificate({
    subject: encodeDistinguishedName([
      ['UID', `com.apple.mgmt.External.${wish.topicUuid}`],
      ['CN', `APSP:${wish.topicUuid}`],
      ['C', 'NL'],
    ]),
    issuer: subjectOf(new X509Certificate(saved.caPem)),
    publicKey: wish.publicKey,
    signedBy: caKey.privateKey,
    notBefore: new Date(Date.now() + Math.min(0, days - 1) * day - day),
    notAfter: validity(days).notAfter,
    extensions: [certificateExtension.keyUsage(0, 2), certificateExtension.extendedKeyUsage(oids.clientAuth)],
  })
}

/** days: how long it is good for; less than none makes one that has expired. */
export type CertificateWish = { publicKey: KeyObject; topicUuid: string; days?: number }

export type ApnsAuthority = {
  saved: SavedAuthority
  issuePushCertificate: (topicUuid?: string, days?: number) => Promise<PushCertificate>
  /** For a key that somebody else made. */
  certify: (wish: CertificateWish) => X509Certificate
}

export async function createApnsAuthority(before: SavedAuthority | null): Promise<ApnsAuthority> {
  const saved = before ?? (await makeAuthority())
  const caKey = readRsaKey(saved.caKeyPem)
  return {
    saved,
    certify: (wish) => certify(saved, caKey, wish),
    async issuePushCertificate(topicUuid = randomUUID(), days) {
      const key = await generateRsaKey()
      const certificate = certify(saved, caKey, { publicKey: key.publicKey, topicUuid, days })
      return {
        certificatePem: certificate.toString(),
        privateKeyPem: rsaKeyPem(key),
        topic: `com.apple.mgmt.External.${topicUuid}`,
        caPem: saved.caPem,
      }
    },
  }
}
