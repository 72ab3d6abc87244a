import { createHash, X509Certificate } from 'node:crypto'
import { makeCertificateRequest } from '../pki/certificate-request.ts'
import { encodeDistinguishedName, type NameAttributes } from '../pki/distinguished-name.ts'
import { decryptWith } from '../pki/enveloped-data.ts'
import { openSignedData } from '../pki/open-signed-data.ts'
import { generateRsaKey, type RsaKey, rsaKeyPem } from '../pki/rsa-key.ts'
import type { HttpClient, HttpReply } from './http-client.ts'
import { makeTemporaryCertificate } from './identity.ts'
import { MacError } from './mac-error.ts'
import type { Identity } from './mac-state.ts'
import { pause } from './pause.ts'
import { requireSecureUrl } from './require-secure-url.ts'
import { makeScepRequest, readScepReply } from './scep-message.ts'

/** The settings of a com.apple.security.scep payload. */
export type ScepSettings = {
  url: string
  name: string
  subject: NameAttributes
  challenge: string | null
  keySizeBits: number
  caFingerprint: Buffer | null
  retries: number
  retryDelaySeconds: number
}

const PKCS_REQ = 19

const operation = (settings: ScepSettings, name: string, message?: string): string => {
  const url = requireSecureUrl(settings.url, 'The SCEP address')
  url.searchParams.set('operation', name)
  if (message) url.searchParams.set('message', message)
  return url.href
}

function requireOk(reply: HttpReply, what: string): HttpReply {
  if (reply.status === 200) return reply
  throw new MacError('scep-failed', `${what} was answered with ${reply.status}`, { httpStatus: reply.status })
}

async function getAuthority(http: HttpClient, settings: ScepSettings): Promise<X509Certificate[]> {
  const url = operation(settings, 'GetCACert', settings.name)
  const reply = requireOk(await http.send(url), 'GetCACert')
  const isChain = String(reply.headers['content-type']).includes('x-x509-ca-ra-cert')
  const certificates = isChain ? openSignedData(reply.body).certificates : [new X509Certificate(reply.body)]
  const { caFingerprint } = settings
  if (caFingerprint) {
    const algorithm = { 16: 'md5', 20: 'sha1', 32: 'sha256' }[caFingerprint.length] ?? 'sha256'
    const fits = (certificate: X509Certificate) =>
      createHash(algorithm).update(certificate.raw).digest().equals(caFingerprint)
    if (!certificates.some(fits))
      throw new MacError('scep-failed', 'The authority is not the one the profile names')
  }
  return certificates
}

/** A registration authority, where there is one, takes the request in the place of the authority itself. */
const recipientOf = (authority: X509Certificate[]): X509Certificate => {
  const recipient = authority.find((certificate) => !certificate.ca) ?? authority[0]
  if (!recipient) throw new MacError('scep-failed', 'GetCACert brought no certificate')
  return recipient
}

function takeCertificate(envelope: Buffer, key: RsaKey): X509Certificate {
  const { certificates } = openSignedData(decryptWith(key.privateKey, envelope))
  const ours = certificates.find((certificate) => certificate.checkPrivateKey(key.privateKey))
  if (!ours) throw new MacError('scep-failed', 'The issued certificate does not hold our key')
  return ours
}

/** By the Mac's own clock: a Mac uses no identity that is not valid yet, or not any more. */
function requireValid(certificate: X509Certificate, now: Date): X509Certificate {
  if (certificate.validFromDate <= now && now < certificate.validToDate) return certificate
  throw new MacError('scep-failed', 'The issued certificate is not valid now')
}

/** Makes a key and has it certified over SCEP, as a Mac does when it installs the payload (RFC 8894). */
export async function obtainScepIdentity(
  http: HttpClient,
  settings: ScepSettings,
  now = new Date(),
): Promise<Identity> {
  const capabilities = requireOk(
    await http.send(operation(settings, 'GetCACaps')),
    'GetCACaps',
  ).body.toString()
  const canPost = /^(POSTPKIOperation|SCEPStandard)\s*$/im.test(capabilities)
  const authority = await getAuthority(http, settings)
  const key = await generateRsaKey(settings.keySizeBits)
  const commonName = settings.subject.find(
    ([attribute]) => attribute === 'CN' || attribute === '2.5.4.3',
  )?.[1]
  const signer = {
    privateKey: key.privateKey,
    certificate: makeTemporaryCertificate(key, commonName ?? 'Mac', now),
  }
  const csr = makeCertificateRequest(encodeDistinguishedName(settings.subject), key, settings.challenge)
  const request = makeScepRequest(csr, recipientOf(authority), signer, PKCS_REQ, now)
  for (let left = settings.retries; ; left--) {
    const reply = canPost
      ? await http.send(operation(settings, 'PKIOperation'), {
          method: 'POST',
          headers: { 'content-type': 'application/x-pki-message' },
          body: request.message,
        })
      : await http.send(operation(settings, 'PKIOperation', request.message.toString('base64')))
    const answer = readScepReply(requireOk(reply, 'PKIOperation').body, request, authority)
    if (answer.status === 'success') {
      const certificate = requireValid(takeCertificate(answer.envelope, key), now)
      return { privateKeyPem: rsaKeyPem(key), certificatePem: certificate.toString() }
    }
    if (answer.status === 'failure' || left <= 0) {
      const why = answer.status === 'failure' ? answer.reason : 'still pending'
      throw new MacError('scep-failed', `The authority did not issue a certificate: ${why}`)
    }
    await pause(settings.retryDelaySeconds * 1000)
  }
}
