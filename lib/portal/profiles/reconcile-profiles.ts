import type { Actor } from '#lib/auth/actor.ts'
import { buildInstallProfile, buildRemoveProfile } from '#lib/mdm/protocol/commands.ts'
import { judgeProfilePayloads } from '#lib/mdm/protocol/payload-policy.ts'
import { CommandForbiddenError } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { type ConfigurationProfile, type Device, Prisma } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { findProfileWork, type ProfileWork } from './find-profile-work.ts'

const batch = 100
const reconcileLock = 7_305_002

/**
 * Brings what Macs have nearer to what their groups are assigned; returns how many pairs it dealt with.
 * Safe to run from several processes: one works, the others find nothing to do.
 *
 * changed  hears in the same transaction which Macs get something or lose it.
 */
export async function reconcileProfiles(
  actor: Actor,
  changed?: (tx: Transaction, deviceId: string) => Promise<void>,
): Promise<number> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${reconcileLock}::bigint)`
    const work = await findProfileWork(tx, batch)
    for (const pair of work) await settle(tx, actor, pair)
    // Always in one order, so that it and what a Mac says meanwhile do not wait for each other.
    const deviceIds = [...new Set(work.map(({ deviceId }) => deviceId))].sort()
    for (const deviceId of deviceIds) await changed?.(tx, deviceId)
    return work.length
  })
}

async function settle(tx: Transaction, actor: Actor, pair: ProfileWork): Promise<void> {
  const profile = await tx.configurationProfile.findUniqueOrThrow({ where: { id: pair.profileId } })
  const device = await tx.device.findUniqueOrThrow({ where: { id: pair.deviceId } })
  const where = { profileId_deviceId: { profileId: profile.id, deviceId: device.id } }
  const known = await tx.profileInstall.findUnique({ where })
  // A Mac that is busy takes commands in another order; an older wish must not come last.
  if (known?.commandId) await mdmIn(tx).cancel(known.commandId)
  const outcome = pair.wanted
    ? await sendProfile(tx, profile, device)
    : await takeProfile(tx, profile, device, known?.state === 'forbidden')
  const data = { ...outcome, wanted: pair.wanted, sha256Hex: pair.wanted ? profile.sha256Hex : null }
  await tx.profileInstall.upsert({
    where,
    create: { ...data, profileId: profile.id, deviceId: device.id },
    update: data,
  })
  await recordAudit(tx, actor, {
    action: `profile.${outcome.state}`,
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { profileId: profile.id, profile: profile.name },
  })
}

interface Outcome {
  state: 'waiting' | 'forbidden' | 'removing' | 'removed' | 'failed'
  commandId: string | null
  failure: Prisma.InputJsonValue | typeof Prisma.DbNull
}

async function sendProfile(tx: Transaction, profile: ConfigurationProfile, device: Device): Promise<Outcome> {
  const enrollmentType = device.enrollmentType as 'device' | 'user' | 'automated'
  const { forbidden } = judgeProfilePayloads(profile.payloadTypes, enrollmentType)
  if (forbidden.length > 0) {
    return {
      state: 'forbidden',
      commandId: null,
      failure: { code: 'payload_forbidden', payloadTypes: forbidden },
    }
  }
  try {
    const queued = await mdmIn(tx).queue(device.enrollmentId, buildInstallProfile(profile.content))
    return { state: 'waiting', commandId: queued.commandUuid, failure: Prisma.DbNull }
  } catch (error) {
    // One Mac that may not be asked must not keep the others waiting.
    if (!(error instanceof CommandForbiddenError)) throw error
    return { state: 'forbidden', commandId: null, failure: { code: error.code } }
  }
}

/** Asks even a Mac that was not sent this version: it may have an earlier one, and only its own answer tells. */
async function takeProfile(
  tx: Transaction,
  profile: ConfigurationProfile,
  device: Device,
  wasForbidden: boolean,
): Promise<Outcome> {
  try {
    const queued = await mdmIn(tx).queue(device.enrollmentId, buildRemoveProfile(profile.identifier))
    return { state: 'removing', commandId: queued.commandUuid, failure: Prisma.DbNull }
  } catch (error) {
    if (!(error instanceof CommandForbiddenError)) throw error
    if (wasForbidden) return { state: 'removed', commandId: null, failure: Prisma.DbNull }
    return { state: 'failed', commandId: null, failure: { code: error.code } }
  }
}
