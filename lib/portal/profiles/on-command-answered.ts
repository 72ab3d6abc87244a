import type { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import { explainError } from '#lib/mdm/protocol/explain-error.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { answeredData } from './schema.ts'

type Answer = z.output<typeof answeredData>

function stateAfter(answer: Answer): 'installed' | 'removed' | 'failed' {
  const installs = answer.requestType === 'InstallProfile'
  if (answer.status === 'Acknowledged') return installs ? 'installed' : 'removed'
  // The profile to remove is not there, which is what was wanted.
  const isGone = explainError(answer.requestType, answer.errorChain ?? []).reason === 'profile_not_there'
  return !installs && isGone ? 'removed' : 'failed'
}

function failureOf(answer: Answer): { code: string; errorChain: Prisma.InputJsonValue } {
  const refused = answer.status === 'Error' || answer.status === 'CommandFormatError'
  return {
    code: refused ? 'command_refused' : 'command_expired',
    errorChain: JSON.parse(JSON.stringify(answer.errorChain ?? [])),
  }
}

/** A Mac has installed or removed a profile, or said why not. An answer to a replaced command changes nothing. */
export async function onCommandAnswered(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const answer = answeredData.parse(event.data)
  if (answer.requestType !== 'InstallProfile' && answer.requestType !== 'RemoveProfile') return
  // Commands are cancelled when a Mac leaves or enrols again; then all its profiles are forgotten anyway.
  if (answer.status === 'NotNow' || answer.status === 'Cancelled') return
  const row = await tx.profileInstall.findFirst({
    where: { commandId: answer.commandUuid },
    include: { profile: { select: { name: true } }, device: { select: { name: true } } },
  })
  if (!row) return
  const state = stateAfter(answer)
  const failure = state === 'failed' ? failureOf(answer) : Prisma.DbNull
  // By its command: the job may have sent another one since the row was read.
  const { count } = await tx.profileInstall.updateMany({
    where: { profileId: row.profileId, deviceId: row.deviceId, commandId: answer.commandUuid },
    data: { state, failure, commandId: null },
  })
  if (count === 0) return
  await tx.deviceEvent.create({
    data: {
      deviceId: row.deviceId,
      kind: `profile_${state}`,
      data: { profileId: row.profileId, profile: row.profile.name },
    },
  })
  await recordAudit(tx, systemActor('Zelf'), {
    action: `profile.${state}`,
    subject: { kind: 'device', id: row.deviceId, label: row.device.name },
    detail: { profileId: row.profileId, profile: row.profile.name },
  })
}
