import { type IssuedCertificate, issueIdentityCertificate } from '../pki/issue-certificate.ts'
import { buildScepFailure, buildScepSuccess, scepRandomLength } from '../pki/scep.ts'
import { readScepRequest, type ScepRequest, scepMessageType } from '../pki/scep-request.ts'
import { IdentityError, MdmError, ScepError } from '../protocol/errors.ts'
import {
  type CertificateRow,
  retrieveRenewableCertificate,
  storeCertificateForChallenge,
  storeCertificateForRenewal,
  storeRenewedCertificate,
} from '../store/certificates.ts'
import { type OpenChallenge, retrieveOpenChallenge } from '../store/challenges.ts'
import { retrieveRevokedInvitation } from '../store/revoked-invitations.ts'
import { digestSecret } from './digest-secret.ts'
import { isClockWrong } from './judge-clock.ts'
import type { MdmContext } from './mdm-context.ts'
import { verifyIssuer } from './verify-issuer.ts'

type Csr = NonNullable<ScepRequest['csr']>

const validForDays = 398

/**
 * Answers a SCEP message with a certificate, or with a signed failure. The subject is ours whatever the request asks
 * for: the invitation's id. The authority that was asked signs the answer; the active one signs the certificate.
 *
 * throws   ScepError when there is no transaction to answer.
 * spec     RFC 8894 sections 2.4, 3.3.1 and 3.3.2
 */
export async function issueIdentity(context: MdmContext, message: Uint8Array): Promise<Uint8Array> {
  const request = readScepRequest(message, await context.authorities.trusted())
  const random = context.randomBytes(scepRandomLength)
  try {
    return buildScepSuccess({ request, certificateDer: await grant(context, request), random })
  } catch (error) {
    if (!(error instanceof MdmError)) throw error
    context.log({ level: 'warn', message: `SCEP refused: ${error.message}`, code: error.code, route: 'scep' })
    const failInfo = error instanceof ScepError ? error.failInfo : 'badRequest'
    return buildScepFailure({ request, failInfo, random })
  }
}

async function grant(context: MdmContext, request: ScepRequest): Promise<Uint8Array> {
  const { csr, refusal } = request
  if (!csr) throw new ScepError(refusal?.failInfo ?? 'badRequest', refusal?.reason ?? 'refused')
  if (request.messageType === scepMessageType.pkcsReq)
    return grantForChallenge(context, csr, request.signedAt)
  if (request.messageType === scepMessageType.renewalReq) return grantRenewal(context, request, csr)
  throw new ScepError('badRequest', 'only PKCSReq and RenewalReq are served')
}

async function grantForChallenge(context: MdmContext, csr: Csr, signedAt: Date | null): Promise<Uint8Array> {
  if (!csr.challengePassword) throw new ScepError('badRequest', 'a request without a challenge')
  const challengeSha256 = digestSecret(csr.challengePassword)
  const open = await retrieveOpenChallenge(context.sql, challengeSha256, context.clock())
  if (!open) return refuseChallenge(context, challengeSha256)
  if (open.kind === 'invitation') await requireRightClock(context, open, signedAt)
  const row = await issue(context, csr, open.invitationId)
  const store = open.kind === 'invitation' ? storeCertificateForChallenge : storeCertificateForRenewal
  const kept = await store(context.sql, row, challengeSha256, context.clock())
  if (!kept) return refuseChallenge(context, challengeSha256)
  return row.certificate
}

/**
 * Before a Mac enrolls, somebody sits in front of it who can set its clock; then the same challenge is still good. One
 * that is enrolled is not lost over its clock.
 */
async function requireRightClock(
  context: MdmContext,
  { invitationId, personId }: OpenChallenge,
  signedAt: Date | null,
): Promise<void> {
  if (!isClockWrong(signedAt, context.clock())) return
  await context.accountRefusals.note({ code: 'clock_wrong', whose: { invitationId, personId } })
  throw new ScepError('badTime', 'the clock of the Mac is wrong')
}

async function refuseChallenge(context: MdmContext, challengeSha256: string): Promise<never> {
  const whose = await retrieveRevokedInvitation(context.sql, { challengeSha256 })
  if (!whose) throw new ScepError('badRequest', 'a challenge that is unknown, used or too old')
  await context.accountRefusals.note({ code: 'challenge_revoked', whose })
  throw new ScepError('badRequest', 'a challenge whose invitation was ended')
}

async function grantRenewal(context: MdmContext, request: ScepRequest, csr: Csr): Promise<Uint8Array> {
  const before = await requireOurs(context, request)
  const renewable = await retrieveRenewableCertificate(context.sql, before, context.clock())
  if (!renewable) throw new ScepError('badCertId', 'a certificate that may not be renewed')
  const row = await issue(context, csr, renewable.invitationId)
  if (!(await storeRenewedCertificate(context.sql, row, before, context.clock()))) {
    throw new ScepError('badCertId', 'a certificate that was revoked meanwhile, or renewed too often')
  }
  return row.certificate
}

async function requireOurs(context: MdmContext, request: ScepRequest): Promise<string> {
  try {
    return (await verifyIssuer(context, request.signerCertificateDer)).sha256Hex
  } catch (cause) {
    if (!(cause instanceof IdentityError)) throw cause
    throw new ScepError('badMessageCheck', 'a renewal that no good certificate of ours signed', { cause })
  }
}

async function issue(context: MdmContext, csr: Csr, invitationId: string): Promise<CertificateRow> {
  const ca = await context.authority()
  const issued: IssuedCertificate = issueIdentityCertificate({
    ca,
    publicKeySpkiDer: csr.publicKeySpkiDer,
    commonName: invitationId,
    serialNumber: context.randomBytes(16),
    now: context.clock(),
    validForDays,
  })
  return {
    sha256Hex: issued.sha256Hex,
    serialHex: issued.serialNumberHex,
    subject: `CN=${invitationId}`,
    invitationId,
    certificate: issued.certificateDer,
    notBefore: issued.notBefore,
    notAfter: issued.notAfter,
    authorityId: ca.id,
  }
}
