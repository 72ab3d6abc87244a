import { randomUUID, X509Certificate } from 'node:crypto'
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
async function issue(saved: SavedAuthority, caKey: RsaKey, topicUuid: string): Promise<PushCertificate> {
  const key = await generateRsaKey()
  const topic = `com.apple.mgmt.External.${topicUuid}`
  const ca = new X509Certificate(saved.caPem)
  const certificate = makeCertificate({
    subject: encodeDistinguishedName([
      ['UID', topic],
      ['CN', `APSP:${topicUuid}`],
      ['C', 'NL'],
    ]),
    issuer: subjectOf(ca),
    publicKey: key.publicKey,
    signedBy: caKey.privateKey,
    ...validity(365),
    extensions: [certificateExtension.keyUsage(0, 2), certificateExtension.extendedKeyUsage(oids.clientAuth)],
  })
  return { certificatePem: certificate.toString(), privateKeyPem: rsaKeyPem(key), topic, caPem: saved.caPem }
}

export type ApnsAuthority = {
  saved: SavedAuthority
  issuePushCertificate: (topicUuid?: string) => Promise<PushCertificate>
}

export async function createApnsAuthority(before: SavedAuthority | null): Promise<ApnsAuthority> {
  const saved = before ?? (await makeAuthority())
  const caKey = readRsaKey(saved.caKeyPem)
  return { saved, issuePushCertificate: (topicUuid = randomUUID()) => issue(saved, caKey, topicUuid) }
}
