import { systemActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { derive, type Privacy } from './derive.ts'
import { subjectOf } from './privacy-subject.ts'
import { readPolicies } from './read-policies.ts'
import { growth, type ToldAbilities, tell, toldAbilities } from './told-abilities.ts'

/**
 * Compares what IT can do with a Mac now to what its owner was told last. More is told to them at once, in the
 * transaction that made it more; less stands in the timeline only. Comparing twice tells once.
 */
export async function announceAbilities(tx: Transaction, deviceId: string): Promise<void> {
  // Two that change one Mac at once compare one after the other.
  await tx.$queryRaw`SELECT id FROM device WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findUniqueOrThrow({ where: { id: deviceId } })
  if (device.status !== 'enrolled') return
  const privacy = derive(subjectOf(device), await readPolicies(tx, device))
  const now = tell(device.ownerId, privacy)
  const told = lastTold(device)
  const [more, less] = [growth(told, now), growth(now, told)]
  const widened = more.can.length + more.might.length > 0
  const narrowed = less.can.length + less.might.length > 0
  if (!widened && !narrowed && device.toldAbilities !== null) return
  await tx.device.update({ where: { id: deviceId }, data: { toldAbilities: now } })
  if (widened) await announceGrowth(tx, device, { ...more, policies: policiesOf(privacy, more.can) })
  if (narrowed) {
    const gone = [...new Set([...less.can, ...less.might])]
    await tx.deviceEvent.create({
      data: { deviceId, kind: 'abilities_narrowed', data: { count: gone.length, items: gone } },
    })
  }
}

/** A Mac of which nobody was told anything counts as told what its enrolment gives, as the wizard says it. */
function lastTold(device: Device): ToldAbilities {
  const told = toldAbilities.safeParse(device.toldAbilities)
  if (told.success && told.data.personId === device.ownerId) return told.data
  return tell(device.ownerId, derive(subjectOf(device), []))
}

interface Growth {
  can: string[]
  might: string[]
  policies: string[]
}

async function announceGrowth(tx: Transaction, device: Device, growth: Growth): Promise<void> {
  const items = [...growth.can, ...growth.might]
  await tx.deviceNotice.create({
    data: { deviceId: device.id, personId: device.ownerId, kind: 'abilities_widened', data: { ...growth } },
  })
  await tx.deviceEvent.create({
    data: { deviceId: device.id, kind: 'abilities_widened', data: { count: items.length, items } },
  })
  await recordAudit(tx, systemActor('Zelf'), {
    action: 'device.abilities_widened',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { can: growth.can, might: growth.might, policies: growth.policies },
  })
}

function policiesOf(privacy: Privacy, keys: string[]): string[] {
  const names = privacy.always.flatMap((item) =>
    item.reason === 'policy' && keys.includes(item.key) ? item.policies : [],
  )
  return [...new Set(names)].sort()
}
