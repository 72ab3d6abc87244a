import { z } from 'zod'
import type { PrismaClient } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'

export interface Return {
  /** awaited: it is to come back; returned: it is here; ended: it is not expected any more. */
  state: 'awaited' | 'returned' | 'ended'
  since: Date
  /** Why it is not expected any more. */
  reason: string | null
  ownerName: string
  /** Its owner's account is off. */
  ownerLeft: boolean
}

/** What ends an earlier return, or begins something else. */
const turns = ['return_ended', 'return_withdrawn', 'handed_over', 'enrolled', 'came_back']

/** Where it stands with a Mac that was to come back; null for one that was not, or has a new owner since. */
export async function readReturn(db: PrismaClient | Transaction, deviceId: string): Promise<Return | null> {
  const device = await db.device.findUnique({
    where: { id: deviceId },
    include: {
      owner: { select: { name: true, active: true } },
      events: { where: { kind: { in: turns } }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1 },
    },
  })
  if (!device) return null
  const about = { ownerName: device.owner.name, ownerLeft: !device.owner.active, reason: null }
  if (device.returnedAt) return { state: 'returned', since: device.returnedAt, ...about }
  if (device.returnAskedAt) return { state: 'awaited', since: device.returnAskedAt, ...about }
  const [last] = device.events
  if (last?.kind !== 'return_ended') return null
  const { reason = null } = z.object({ reason: z.string().optional() }).parse(last.data)
  return { ...about, state: 'ended', since: last.at, reason }
}
