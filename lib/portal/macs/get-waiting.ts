import type { Actor } from '#lib/auth/actor.ts'
import type { PushStatus } from '#lib/mdm/server.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma } from '#lib/server/prisma.ts'
import { getMac } from './queries.ts'

export interface Waiting {
  /** Commands that the Mac has not fetched. */
  commands: number
  /** Whether it can be woken to fetch them. */
  push: PushStatus['state']
}

/** What waits for a Mac, and whether anything stands in the way. Null when nothing does. Same rule as getMac. */
export async function getWaiting(actor: Actor, deviceId: string): Promise<Waiting | null> {
  const mac = await getMac(actor, deviceId)
  if (mac?.status !== 'enrolled') return null
  const commands = await prisma().mdmCommand.count({
    where: { enrollmentId: mac.enrollmentId, status: { not: 'sent' } },
  })
  return commands === 0 ? null : { commands, push: (await mdm().pushStatus()).state }
}
