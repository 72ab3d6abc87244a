import { X509Certificate } from 'node:crypto'
import { makeTemporaryCertificate } from '../mac/identity.ts'
import { readEnrollmentProfile } from '../mac/read-enrollment-profile.ts'
import { readProfile } from '../mac/read-profile.ts'
import { makeScepRequest, readScepReply, type ScepRequest } from '../mac/scep-message.ts'
import { makeCertificateRequest } from '../pki/certificate-request.ts'
import { encodeDistinguishedName } from '../pki/distinguished-name.ts'
import { decryptWith } from '../pki/enveloped-data.ts'
import { openSignedData } from '../pki/open-signed-data.ts'
import { makeRequest } from './make-request.ts'
import { SwarmHttpError } from './reply-reader.ts'
import type { SwarmMac } from './swarm-mac.ts'

const pkcsReq = 19

/** A SCEP request that is ready to be sent, and what reads its answer. */
export type PreparedEnrollment = { mac: SwarmMac; scep: ScepRequest; request: Buffer }

export const getAuthorityRequest = (): Buffer =>
  makeRequest('GET /mdm/scep?operation=GetCACert', {}, Buffer.alloc(0))

/** Reads the profile that the enrolment link led to and makes the SCEP request that it asks for. */
export function prepareEnrollment(
  mac: SwarmMac,
  profile: Buffer,
  authority: X509Certificate,
): PreparedEnrollment {
  const { scep: settings, enrollment } = readEnrollmentProfile(readProfile(profile), mac.hardware, 'Mac')
  mac.topic = enrollment.topic
  const certificate = makeTemporaryCertificate(mac.key, mac.hardware.serialNumber)
  const subject = encodeDistinguishedName(settings.subject)
  const csr = makeCertificateRequest(subject, mac.key, settings.challenge)
  const signer = { privateKey: mac.key.privateKey, certificate }
  const scep = makeScepRequest(csr, authority, signer, pkcsReq)
  const headers = { 'Content-Type': 'application/x-pki-message' }
  return { mac, scep, request: makeRequest('POST /mdm/scep?operation=PKIOperation', headers, scep.message) }
}

/** Takes the identity out of the answer. */
export function finishEnrollment(
  { mac, scep }: PreparedEnrollment,
  reply: Buffer,
  authority: X509Certificate,
): void {
  const answer = readScepReply(reply, scep, [authority])
  if (answer.status !== 'success') throw new SwarmHttpError(`Mac ${mac.index} got no identity`)
  const { certificates } = openSignedData(decryptWith(mac.key.privateKey, answer.envelope))
  const ours = certificates.find((certificate) => certificate.checkPrivateKey(mac.key.privateKey))
  if (!ours) throw new SwarmHttpError(`Mac ${mac.index} got an identity with another key`)
  mac.certificate = new X509Certificate(ours.raw)
}
