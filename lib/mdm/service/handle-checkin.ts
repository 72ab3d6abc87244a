import type {
  Authenticate,
  CheckIn,
  CheckOut,
  DeclarativeManagement,
  TokenUpdate,
} from '../protocol/check-in.ts'
import { encodePlist } from '../protocol/encode-plist.ts'
import { IdentityError } from '../protocol/errors.ts'
import { type AuthenticationOutcome, storeAuthentication } from '../store/authentication.ts'
import { retrieveBootstrapToken, storeBootstrapToken } from '../store/bootstrap-tokens.ts'
import { retrieveCaller } from '../store/caller.ts'
import { storeCheckOut } from '../store/check-outs.ts'
import { clearQueue } from '../store/clear-queue.ts'
import { clearDeclarative } from '../store/declarative-channels.ts'
import { storeDeviceFacts } from '../store/device-facts.ts'
import { revokeEarlierTries } from '../store/half-made.ts'
import { retrieveRevokedInvitation } from '../store/revoked-invitations.ts'
import { storeDeviceToken, storeUserToken } from '../store/token-updates.ts'
import { admitMac } from './admit-mac.ts'
import { answerDeclarativeManagement } from './answer-declarative-management.ts'
import { answerGetToken } from './answer-get-token.ts'
import { requireCaller, requireChannel } from './identify-device.ts'
import type { MdmContext } from './mdm-context.ts'
import { NotEnrolledError, NotServedError } from './refusals.ts'

/**
 * What goes back to a Mac with a 200: nothing, or a property list, or JSON.
 * Source: Apple, "Managing connections between devices and the server"
 */
export type CheckInReply = { contentType: string; body: string } | null

/**
 * Does what a Mac asks at the check-in URL.
 *
 * certificateSha256   the certificate that signed the message; whether it speaks for that enrollment is checked here.
 * throws   IdentityError, NotEnrolledError, NotAdmittedError, NotServedError.
 * spec     mdm/checkin/*.yaml
 */
export async function handleCheckIn(
  context: MdmContext,
  certificateSha256: string,
  checkIn: CheckIn,
): Promise<CheckInReply> {
  switch (checkIn.messageType) {
    case 'Authenticate':
      return handleAuthenticate(context, certificateSha256, checkIn)
    case 'TokenUpdate':
      return handleTokenUpdate(context, certificateSha256, checkIn)
    case 'CheckOut':
      return handleCheckOut(context, certificateSha256, checkIn)
    case 'DeclarativeManagement':
      return answerDeclarativeManagement(context, certificateSha256, checkIn)
    default:
      return handleEnrolled(context, certificateSha256, checkIn)
  }
}

async function handleAuthenticate(
  context: MdmContext,
  certificateSha256: string,
  checkIn: Authenticate,
): Promise<null> {
  const { id, enrollmentType } = checkIn.enrollment
  const now = context.clock()
  const row = { id, enrollmentType, certificateSha256, topic: checkIn.topic }
  const outcome = await admitMac(context, { enrollmentId: id, certificateSha256 }, (sql) =>
    storeAuthentication(sql, row, now),
  )
  if (!outcome.taken) return refuseArrival(context, certificateSha256, outcome)
  const facts = {
    serialNumber: checkIn.serialNumber ?? null,
    model: checkIn.model,
    modelName: checkIn.modelName,
    deviceName: checkIn.deviceName,
    productName: checkIn.productName ?? null,
    osVersion: checkIn.osVersion ?? null,
    buildVersion: checkIn.buildVersion ?? null,
  }
  const { sql } = context
  const startsOver = outcome.goesOn
    ? []
    : [clearQueue(sql, id, now), revokeEarlierTries(sql, certificateSha256, now)]
  await Promise.all([storeDeviceFacts(sql, id, facts, now), ...startsOver, clearDeclarative(sql, id)])
  return null
}

async function handleTokenUpdate(
  context: MdmContext,
  certificateSha256: string,
  checkIn: TokenUpdate,
): Promise<null> {
  const { id, deviceId, channel } = checkIn.enrollment
  const row = {
    id,
    deviceId,
    certificateSha256,
    topic: checkIn.topic,
    pushToken: checkIn.pushToken,
    pushMagic: checkIn.pushMagic,
    userShortName: checkIn.userShortName ?? null,
    userLongName: checkIn.userLongName ?? null,
    awaitingConfiguration: checkIn.awaitingConfiguration,
  }
  const isUsual = channel === 'device' && !checkIn.awaitingConfiguration
  if (isUsual && (await context.desk.refreshToken(row))) {
    context.lastSeen.note(id)
    return null
  }
  const store = channel === 'device' ? storeDeviceToken : storeUserToken
  if (!(await store(context.sql, row, context.clock()))) {
    return explainRefusal(context, certificateSha256, checkIn)
  }
  context.onWork?.('events')
  return null
}

async function handleCheckOut(
  context: MdmContext,
  certificateSha256: string,
  checkIn: CheckOut,
): Promise<null> {
  const { deviceId } = checkIn.enrollment
  const now = context.clock()
  if (!(await storeCheckOut(context.sql, deviceId, certificateSha256, now))) {
    return explainRefusal(context, certificateSha256, checkIn)
  }
  await clearQueue(context.sql, deviceId, now)
  context.onWork?.('events')
  return null
}

/** Tells the portal where whoever sits in front of the Mac can do something about it. */
async function refuseArrival(
  context: MdmContext,
  certificateSha256: string,
  outcome: AuthenticationOutcome,
): Promise<never> {
  const { known, revoked, bound, isFree, whose } = outcome
  if (!known) throw new IdentityError('certificate_untrusted', 'a certificate that is not on record')
  if (revoked) return refuseRevoked(context, certificateSha256)
  if (!bound) {
    if (whose) await context.accountRefusals.note({ code: 'other_mac', whose })
    throw new IdentityError('certificate_mismatch', 'it belongs to another enrollment')
  }
  if (!isFree) {
    if (whose) await context.accountRefusals.note({ code: 'other_person', whose })
    throw new IdentityError('certificate_mismatch', 'the Mac is enrolled for another person')
  }
  throw new NotEnrolledError('the invitation is for another kind of enrollment')
}

/** A Mac that was under way when its invitation was ended is told of to the portal. */
async function refuseRevoked(context: MdmContext, certificateSha256: string): Promise<never> {
  const whose = await retrieveRevokedInvitation(context.sql, { certificateSha256 })
  if (whose) await context.accountRefusals.note({ code: 'identity_revoked', whose })
  throw new IdentityError('certificate_revoked', 'the certificate was revoked')
}

/** The statement checked the caller itself and did nothing; this finds the words for it. */
async function explainRefusal(
  context: MdmContext,
  certificateSha256: string,
  { enrollment }: CheckIn,
): Promise<never> {
  const caller = await retrieveCaller(context.sql, enrollment.deviceId, enrollment.id, certificateSha256)
  if (caller.revoked && caller.boundTo === enrollment.deviceId)
    await refuseRevoked(context, certificateSha256)
  requireCaller(caller, enrollment.deviceId)
  throw new NotEnrolledError('the device is not enrolled')
}

async function handleEnrolled(
  context: MdmContext,
  certificateSha256: string,
  checkIn: Exclude<CheckIn, Authenticate | TokenUpdate | CheckOut | DeclarativeManagement>,
): Promise<CheckInReply> {
  const { id, deviceId } = checkIn.enrollment
  const caller = await retrieveCaller(context.sql, deviceId, id, certificateSha256)
  // A Mac makes its bootstrap token when it likes, which may be before its first TokenUpdate.
  const isEarly = checkIn.messageType === 'SetBootstrapToken' || checkIn.messageType === 'GetBootstrapToken'
  requireCaller(caller, deviceId, isEarly ? ['authenticated', 'enrolled'] : ['enrolled'])
  context.lastSeen.note(id)
  switch (checkIn.messageType) {
    case 'SetBootstrapToken': {
      const { bootstrapToken } = checkIn
      await storeBootstrapToken(context.sql, id, bootstrapToken && context.seal(bootstrapToken))
      return null
    }
    case 'GetBootstrapToken':
      return answerGetBootstrapToken(context, id)
    case 'UserAuthenticate':
      throw new NotServedError('user_not_managed', 'network accounts are not managed')
    case 'GetToken':
      requireChannel(caller, deviceId)
      return answerGetToken(context, checkIn)
  }
}

async function answerGetBootstrapToken(context: MdmContext, id: string): Promise<CheckInReply> {
  const sealed = await retrieveBootstrapToken(context.sql, id)
  if (!sealed) return null
  return { contentType: 'application/xml', body: encodePlist({ BootstrapToken: context.unseal(sealed) }) }
}
