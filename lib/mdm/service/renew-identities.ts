import { buildInstallProfile } from '../protocol/commands.ts'
import { MdmError } from '../protocol/errors.ts'
import {
  type DueRenewal,
  listDueRenewals,
  revokeSuperseded,
  storeCompletedRenewals,
  storeFailedRenewals,
  storeRenewal,
  storeRenewalCommand,
} from '../store/renewals.ts'
import { deriveUuid } from './derive-uuid.ts'
import { digestSecret } from './digest-secret.ts'
import { endOfRenewal, judgeExpiry } from './judge-expiry.ts'
import type { MdmContext } from './mdm-context.ts'
import { queueCommand } from './queue-command.ts'
import { signEnrollmentProfile } from './sign-enrollment-profile.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** So many Macs a sweep: with a sweep a minute, 100,000 Macs take a day and a half and no push service notices. */
const mostAtOnce = 50
/** A Mac that answered Error is asked again a day later. */
const tryAgainAfterMs = dayMs
/** The one before stays good for so long after the new one stands, in case the Mac puts a backup back. */
const overlapMs = 7 * dayMs
/** Whatever was not revoked by then, as no sweep ran for weeks, ends by itself. */
const revokeWithinMs = 60 * dayMs
/** A process that died between noting an attempt and queueing it is given up after so long. */
const queueWithinMs = 10 * minuteMs
/** A Mac that fetches the command in its last moment still has time for the way to SCEP. */
const fetchWithinMs = 60 * minuteMs

/**
 * Sees to it that no Mac's identity expires: asks Macs to fetch a new one, notes what became of that, and revokes what
 * was replaced. To be called every minute or so.
 *
 * returns  how many Macs were asked.
 * spec     Apple, "Deploying device management enrollment profiles"; mdm/commands/profile.install.yaml
 */
export async function renewIdentities(context: MdmContext): Promise<number> {
  const { sql } = context
  const now = context.clock()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  await storeCompletedRenewals(sql, now)
  const failed = await storeFailedRenewals(sql, { now, unqueuedBefore: ago(queueWithinMs) })
  for (const { enrollmentId, failure } of failed) {
    const message = `an identity was not renewed: ${failure}`
    context.log({ level: 'warn', code: 'identity_not_renewed', message, enrollmentId })
  }
  await revokeSuperseded(sql, {
    now,
    completedBefore: ago(overlapMs),
    completedAfter: ago(revokeWithinMs),
  })
  const when = { now, expiresBefore: endOfRenewal(now), lastTriedBefore: ago(tryAgainAfterMs) }
  const due = await listDueRenewals(sql, when, mostAtOnce)
  let asked = 0
  for (const renewal of due) if (await askToRenew(context, renewal, now)) asked++
  return asked
}

/** One Mac that cannot be asked must not keep the others from it. */
async function askToRenew(context: MdmContext, due: DueRenewal, now: Date): Promise<boolean> {
  try {
    return await beginRenewal(context, due, now)
  } catch (error) {
    const code = error instanceof MdmError ? error.code : 'internal'
    const { enrollmentId } = due
    context.log({ level: 'error', code, message: 'a renewal could not begin', enrollmentId, error })
    return false
  }
}

async function beginRenewal(context: MdmContext, due: DueRenewal, now: Date): Promise<boolean> {
  const { sql } = context
  const { enrollmentId, certificateSha256 } = due
  const id = deriveUuid(`renewal ${certificateSha256} ${due.attempts + 1}`)
  const challenge = Buffer.from(context.randomBytes(24)).toString('base64url')
  const { commandEndsAt, warnOfDays } = judgeExpiry(due, now)
  const challengeSha256 = digestSecret(challenge)
  const expiresAt = new Date(commandEndsAt.getTime() + fetchWithinMs)
  const warning = warnOfDays === null ? null : { daysLeft: warnOfDays, notAfter: due.notAfter }
  const row = { id, enrollmentId, certificateSha256, challengeSha256, expiresAt }
  if (!(await storeRenewal(sql, row, warning, now))) return false
  if (warning) {
    const message = `the identity of a Mac expires within ${warning.daysLeft} days`
    context.log({ level: 'warn', code: 'identity_expiring', message, enrollmentId })
  }
  const profile = await signEnrollmentProfile(context, { ...due, challenge })
  const { commandUuid } = await queueCommand(context, sql, enrollmentId, buildInstallProfile(profile), {
    idempotencyKey: `renewal:${id}`,
    expiresAt: commandEndsAt,
  })
  await storeRenewalCommand(sql, id, commandUuid)
  return true
}
