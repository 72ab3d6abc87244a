import type { CertificateAuthority } from '../pki/certificate-authority.ts'
import { verifyIssuedBy } from '../pki/check-issued-by.ts'
import { type IssuedCertificate, issueIdentityCertificate } from '../pki/issue-certificate.ts'
import { buildScepFailure, buildScepSuccess, scepRandomLength } from '../pki/scep.ts'
import { readScepRequest, type ScepRequest, scepMessageType } from '../pki/scep-request.ts'
import { IdentityError, MdmError, ScepError } from '../protocol/errors.ts'
import {
  type CertificateRow,
  retrieveRenewableCertificate,
  storeCertificateForChallenge,
  storeRenewedCertificate,
} from '../store/certificates.ts'
import { retrieveOpenChallenge } from '../store/invitations.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'

type Csr = NonNullable<ScepRequest['csr']>

const validForDays = 398

/**
 * Answers a SCEP message with a certificate, or with a signed failure. The subject is ours whatever the request asks
 * for: the invitation's id.
 *
 * throws   ScepError when there is no transaction to answer.
 * spec     RFC 8894 sections 2.4, 3.3.1 and 3.3.2
 */
export async function issueIdentity(context: MdmContext, message: Uint8Array): Promise<Uint8Array> {
  const ca = await context.authority()
  const request = readScepRequest(message, ca)
  const random = context.randomBytes(scepRandomLength)
  try {
    const certificateDer = await grant(context, ca, request)
    return buildScepSuccess({ request, certificateDer, ca, random })
  } catch (error) {
    if (!(error instanceof MdmError)) throw error
    context.log({ level: 'warn', message: `SCEP refused: ${error.message}`, code: error.code, route: 'scep' })
    const failInfo = error instanceof ScepError ? error.failInfo : 'badRequest'
    return buildScepFailure({ request, failInfo, ca, random })
  }
}

async function grant(
  context: MdmContext,
  ca: CertificateAuthority,
  request: ScepRequest,
): Promise<Uint8Array> {
  const { csr, refusal } = request
  if (!csr) throw new ScepError(refusal?.failInfo ?? 'badRequest', refusal?.reason ?? 'refused')
  if (request.messageType === scepMessageType.pkcsReq) return grantForChallenge(context, ca, csr)
  if (request.messageType === scepMessageType.renewalReq) return grantRenewal(context, ca, request, csr)
  throw new ScepError('badRequest', 'only PKCSReq and RenewalReq are served')
}

async function grantForChallenge(
  context: MdmContext,
  ca: CertificateAuthority,
  csr: Csr,
): Promise<Uint8Array> {
  if (!csr.challengePassword) throw new ScepError('badRequest', 'a request without a challenge')
  const challengeSha256 = digestSecret(csr.challengePassword)
  const open = await retrieveOpenChallenge(context.sql, challengeSha256, context.clock())
  if (!open) throw new ScepError('badRequest', 'a challenge that is unknown, used or too old')
  const issued = issue(context, ca, csr, open.invitationId)
  const row = certificateRow(issued, open.invitationId)
  const kept = await storeCertificateForChallenge(context.sql, row, challengeSha256, context.clock())
  if (!kept) throw new ScepError('badRequest', 'a challenge that was used meanwhile')
  return issued.certificateDer
}

async function grantRenewal(
  context: MdmContext,
  ca: CertificateAuthority,
  request: ScepRequest,
  csr: Csr,
): Promise<Uint8Array> {
  const before = requireOurs(context, ca, request)
  const renewable = await retrieveRenewableCertificate(context.sql, before, context.clock())
  if (!renewable) throw new ScepError('badCertId', 'a certificate that may not be renewed')
  const issued = issue(context, ca, csr, renewable.invitationId)
  const row = certificateRow(issued, renewable.invitationId)
  if (!(await storeRenewedCertificate(context.sql, row, before, context.clock()))) {
    throw new ScepError('badCertId', 'a certificate that was revoked meanwhile')
  }
  return issued.certificateDer
}

function requireOurs(context: MdmContext, ca: CertificateAuthority, request: ScepRequest): string {
  try {
    return verifyIssuedBy(request.signerCertificateDer, ca.certificateDer, context.clock()).sha256Hex
  } catch (cause) {
    if (!(cause instanceof IdentityError)) throw cause
    throw new ScepError('badMessageCheck', 'a renewal that no good certificate of ours signed', { cause })
  }
}

function issue(
  context: MdmContext,
  ca: CertificateAuthority,
  csr: Csr,
  commonName: string,
): IssuedCertificate {
  return issueIdentityCertificate({
    ca,
    publicKeySpkiDer: csr.publicKeySpkiDer,
    commonName,
    serialNumber: context.randomBytes(16),
    now: context.clock(),
    validForDays,
  })
}

function certificateRow(issued: IssuedCertificate, invitationId: string): CertificateRow {
  return {
    sha256Hex: issued.sha256Hex,
    serialHex: issued.serialNumberHex,
    subject: `CN=${invitationId}`,
    invitationId,
    enrollmentId: null,
    certificate: issued.certificateDer,
    notBefore: issued.notBefore,
    notAfter: issued.notAfter,
  }
}
