import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device, Install } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { advanceLine } from './advance-line.ts'
import { InstallError } from './install-error.ts'
import { moveInstall } from './move-install.ts'
import { lastNightOf, nightOf } from './night.ts'
import type { ChooseStartInput } from './schema.ts'
import type { StartTime } from './start-choice.ts'

/**
 * The person says when a large required app starts: now, tonight, or at the next restart that Zelf learns of. They may
 * change their mind until it has begun. Whatever they choose, it starts by itself in the night after thirty days.
 *
 * throws  InstallError install_not_found; cannot_choose when it is under way or does not wait for them
 */
export async function chooseStart(
  actor: PersonActor,
  input: ChooseStartInput,
): Promise<{ installId: string; when: StartTime; startsAt: Date | null }> {
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM install WHERE id = ${input.installId}::uuid FOR UPDATE`
    const install = await tx.install.findFirst({
      where: { id: input.installId, personId: actor.id, device: { ownerId: actor.id } },
      include: { app: true, device: true },
    })
    if (!install) throw new InstallError('install_not_found')
    const { id, deviceId } = install
    // A second click on "now" finds it begun.
    if (input.when === 'now' && install.state === 'in_line')
      return { installId: id, when: 'now', startsAt: null }
    if (install.state !== 'waiting_for_person') throw new InstallError('cannot_choose')
    await recordAudit(tx, actor, {
      action: 'install.start_chosen',
      subject: { kind: 'install', id, label: `${install.app.name} · ${install.device.name}` },
      detail: { when: input.when, deviceId },
    })
    if (input.when !== 'now') {
      const startsAt = await plan(tx, install, input.when)
      return { installId: id, when: input.when, startsAt }
    }
    const cause = { kind: 'person' as const, personId: actor.id, name: actor.name }
    await moveInstall(tx, actor, id, { to: 'in_line', cause })
    await advanceLine(tx, actor, install.device, new Date())
    return { installId: id, when: 'now', startsAt: null }
  })
}

/** returns  when it starts at the latest */
async function plan(
  tx: Transaction,
  { id, stateSince, device }: Install & { device: Device },
  when: 'tonight' | 'restart',
): Promise<Date> {
  const tonight = when === 'tonight' ? nightOf(id, new Date()) : null
  const deadlineAt = tonight ?? lastNightOf(id, stateSince)
  // The state is written though it stays, so that the trigger tells open pages.
  await tx.install.update({
    where: { id },
    data: {
      state: 'waiting_for_person',
      startAfter: tonight,
      startAtRestart: when === 'restart',
      restartBuild: when === 'restart' ? device.buildVersion : null,
      deadlineAt,
    },
  })
  return deadlineAt
}
