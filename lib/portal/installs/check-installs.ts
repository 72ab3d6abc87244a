import type { Actor } from '#lib/auth/actor.ts'
import { canDo } from '#lib/mdm/protocol/capability.ts'
import {
  buildInstalledApplicationList,
  buildManagedApplicationList,
  type CommandBody,
} from '#lib/mdm/protocol/commands.ts'
import { CommandForbiddenError } from '#lib/mdm/server.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { nextCheckAfter } from './check-schedule.ts'
import { moveInstall } from './move-install.ts'
import { parseEnrollmentType } from './policy.ts'
import { parseState } from './states.ts'

const day = 24 * 60 * 60 * 1000

/**
 * Asks every Mac that works on an install what it has by now, when its turn has come: one question per Mac, however
 * many installs wait for the answer. The answer arrives through on-inventory-updated.ts.
 *
 * returns  when the next turn is; null when none is planned
 */
export async function checkInstalls(actor: Actor, now: Date): Promise<Date | null> {
  const due = await prisma().install.findMany({
    where: { checkAt: { lte: now } },
    distinct: ['deviceId'],
    select: { deviceId: true },
    take: 500,
  })
  await eachAlone(due, 'check installs', ({ deviceId }) =>
    inTransaction((tx) => checkDevice(tx, actor, deviceId, now)),
  )
  return nextCheckAt(actor)
}

/** When checkInstalls has something to do next. After a delivery that is five seconds away. */
export async function nextCheckAt(_actor: Actor): Promise<Date | null> {
  const first = await prisma().install.findFirst({
    where: { checkAt: { not: null } },
    orderBy: { checkAt: 'asc' },
    select: { checkAt: true },
  })
  return first?.checkAt ?? null
}

async function checkDevice(tx: Transaction, actor: Actor, deviceId: string, now: Date): Promise<boolean> {
  await tx.$queryRaw`
    SELECT id FROM install WHERE device_id = ${deviceId}::uuid AND check_at <= ${now} ORDER BY id FOR UPDATE`
  const installs = await tx.install.findMany({
    where: { deviceId, checkAt: { lte: now } },
    orderBy: { id: 'asc' },
  })
  if (installs.length === 0) return false
  const device = await tx.device.findUniqueOrThrow({ where: { id: deviceId } })
  if (device.status === 'enrolled') await askForApps(tx, device, now)
  for (const install of installs) {
    const state = parseState(install.state)
    if (state === 'installing') {
      await moveInstall(tx, actor, install.id, {
        to: 'verifying',
        cause: { kind: 'clock', after: state },
        now,
      })
    } else {
      const checkAt = nextCheckAfter(state, install.stateSince, now)
      await tx.install.update({ where: { id: install.id }, data: { checkAt } })
    }
  }
  return true
}

/** Queues the two questions, unless the Mac has them already and just has not answered. */
async function askForApps(tx: Transaction, device: Device, now: Date): Promise<void> {
  const enrollmentType = parseEnrollmentType(device.enrollmentType)
  const subject = { enrollmentType, accessRights: device.accessRights }
  const questions: CommandBody[] = []
  if (canDo(subject, 'managedInventory').allowed) questions.push(buildManagedApplicationList())
  if (canDo(subject, 'inventory').allowed) questions.push(buildInstalledApplicationList())
  for (const question of questions) {
    const open = await tx.mdmCommand.findFirst({
      where: { enrollmentId: device.enrollmentId, requestType: question.RequestType },
      select: { id: true },
    })
    if (open) continue
    const idempotencyKey = `install-check:${question.RequestType}:${now.getTime()}`
    // When no turn is left the install itself has been given up.
    const expiresAt = new Date(now.getTime() + day)
    try {
      await mdmIn(tx).queue(device.enrollmentId, question, { idempotencyKey, expiresAt })
    } catch (error) {
      // An old macOS does not know the question. Or the Mac has left, and the event that says so is still on its way:
      // then the next turn comes as if it were asleep.
      if (!(error instanceof CommandForbiddenError)) throw error
    }
  }
}
