import { X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { der } from '#simulator/pki/der.ts'
import { oids } from '#simulator/pki/oids.ts'
import { generateRsaKey, readRsaKey, rsaKeyPem } from '#simulator/pki/rsa-key.ts'
import { signData } from '#simulator/pki/sign-data.ts'
import { bytesOf, fromForge, toForge } from './forge-bytes.ts'
import { verifySignedData } from './verify-signed-data.ts'

export type StandInAuthority = {
  certificatePem: string
  privateKeyPem: string
  certificateDer: Buffer
  /** Challenges that may still be used, each once. */
  challenges: Set<string>
  requests: { subject: string; transactionId: string }[]
  answerScep: (message: Buffer) => Buffer
}

const forgePem = forge.pki

function makeAuthorityCertificate(privateKeyPem: string): forge.pki.Certificate {
  const privateKey = forgePem.privateKeyFromPem(privateKeyPem)
  const certificate = forgePem.createCertificate()
  certificate.publicKey = forgePem.setRsaPublicKey(privateKey.n, privateKey.e)
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  const name = [{ name: 'commonName', value: 'Stand-in authority' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true },
  ])
  certificate.sign(privateKey, forge.md.sha256.create())
  return certificate
}

function issue(
  csr: forge.pki.CertificateSigningRequest,
  ca: forge.pki.Certificate,
  key: forge.pki.PrivateKey,
) {
  if (!csr.publicKey) throw new Error('the request has no key')
  const certificate = forgePem.createCertificate()
  certificate.publicKey = csr.publicKey
  certificate.serialNumber = `02${forge.util.bytesToHex(forge.random.getBytesSync(8))}`
  certificate.validity.notBefore = new Date(Date.now() - 600_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  certificate.setSubject(csr.subject.attributes)
  certificate.setIssuer(ca.subject.attributes)
  certificate.sign(key as forge.pki.rsa.PrivateKey, forge.md.sha256.create())
  return certificate
}

function degenerate(certificate: forge.pki.Certificate): forge.util.ByteStringBuffer {
  const message = forge.pkcs7.createSignedData()
  message.addCertificate(certificate)
  return forge.util.createBuffer(forge.asn1.toDer(message.toAsn1()).getBytes())
}

function envelopeTo(recipient: X509Certificate, content: forge.util.ByteStringBuffer): Buffer {
  const envelope = forge.pkcs7.createEnvelopedData()
  envelope.addRecipient(forgePem.certificateFromPem(recipient.toString()))
  envelope.content = content
  envelope.encrypt()
  return fromForge(envelope.toAsn1())
}

export async function createStandInAuthority(): Promise<StandInAuthority> {
  const privateKeyPem = rsaKeyPem(await generateRsaKey())
  const forgeKey = forgePem.privateKeyFromPem(privateKeyPem)
  const ca = makeAuthorityCertificate(privateKeyPem)
  const certificatePem = forgePem.certificateToPem(ca)
  const signer = {
    privateKey: readRsaKey(privateKeyPem).privateKey,
    certificate: new X509Certificate(certificatePem),
  }
  const challenges = new Set<string>()
  const requests: StandInAuthority['requests'] = []

  const answerScep = (message: Buffer): Buffer => {
    const verified = verifySignedData(message)
    const attribute = (oid: string) => {
      const value = verified.attributes.get(oid)
      if (!value) throw new Error(`the request lacks ${oid}`)
      return bytesOf(value)
    }
    const envelope = forge.pkcs7.messageFromAsn1(toForge(verified.content ?? Buffer.alloc(0)))
    if (!('decrypt' in envelope)) throw new Error('the request holds no envelope')
    envelope.decrypt(envelope.recipients[0] as never, forgeKey)
    const csr = forgePem.certificationRequestFromAsn1(forge.asn1.fromDer(envelope.content as never))
    const transactionId = attribute(oids.scepTransactionId).toString()
    requests.push({ subject: csr.subject.getField('CN')?.value, transactionId })
    const challenge: unknown = csr.getAttribute({ name: 'challengePassword' })?.value
    const accepted = csr.verify() && challenges.delete(String(challenge))
    const content = accepted
      ? envelopeTo(verified.signer, degenerate(issue(csr, ca, forgeKey)))
      : Buffer.alloc(0)
    return signData(content, signer, {
      attributes: [
        [oids.scepMessageType, der.printable('3')],
        [oids.scepTransactionId, der.printable(transactionId)],
        [oids.scepPkiStatus, der.printable(accepted ? '0' : '2')],
        ...(accepted ? [] : [[oids.scepFailInfo, der.printable('2')] as const]),
        [oids.scepSenderNonce, der.octets(Buffer.alloc(16, 7))],
        [oids.scepRecipientNonce, der.octets(attribute(oids.scepSenderNonce))],
      ],
    })
  }
  return {
    certificatePem,
    privateKeyPem,
    certificateDer: signer.certificate.raw,
    challenges,
    requests,
    answerScep,
  }
}
