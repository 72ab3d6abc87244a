import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { answeredData } from './schema.ts'

/** A Mac has installed or removed a profile, or said why not. An answer to a replaced command changes nothing. */
export async function onCommandAnswered(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const answer = answeredData.parse(event.data)
  if (answer.requestType !== 'InstallProfile' && answer.requestType !== 'RemoveProfile') return
  if (answer.status === 'NotNow') return
  const row = await tx.profileInstall.findFirst({
    where: { commandId: answer.commandUuid },
    include: { profile: { select: { name: true } }, device: { select: { name: true } } },
  })
  if (!row) return
  const succeeded = answer.status === 'Acknowledged'
  const state = succeeded ? (answer.requestType === 'InstallProfile' ? 'installed' : 'removed') : 'failed'
  const failure = succeeded
    ? Prisma.DbNull
    : { code: 'command_refused', errorChain: JSON.parse(JSON.stringify(answer.errorChain ?? [])) }
  await tx.profileInstall.update({
    where: { profileId_deviceId: { profileId: row.profileId, deviceId: row.deviceId } },
    data: { state, failure, commandId: null },
  })
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
