import { type Actor, hasRole } from '#lib/auth/actor.ts'
import type { PushStatus } from '#lib/mdm/server.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma } from '#lib/server/prisma.ts'
import { readLeavingSettings } from './leaving-settings.ts'
import type { RemovalHow } from './let-mac-go.ts'
import { getMac } from './queries.ts'

export type RemovalState = 'waiting' | 'fetched' | 'busy' | 'answered' | 'refused'

export interface Removal {
  how: RemovalHow
  state: RemovalState
  askedAt: Date
  /** Why the Mac did not, as it is stored. */
  failure: unknown
  /** When it is let go without an answer. */
  letGoAt: Date
  /** The actor can still undo it. */
  canKeep: boolean
  /** Whether the Mac can be woken to fetch it. */
  push: PushStatus['state']
}

const day = 24 * 60 * 60 * 1000
const stateOfCommand: Record<string, RemovalState> = { queued: 'waiting', sent: 'fetched', not_now: 'busy' }

/** How it goes with a Mac that was told to leave; null when it was not. Same rule as getMac. */
export async function getRemoval(actor: Actor, deviceId: string): Promise<Removal | null> {
  const mac = await getMac(actor, deviceId)
  if (!mac?.removalAskedAt) return null
  const [status, { letGoAfterDays }, push] = await Promise.all([
    commandStatus(mac.removalCommandId),
    readLeavingSettings(prisma()),
    mdm().pushStatus(),
  ])
  const how = mac.removalHow as RemovalHow
  const state = mac.removalFailure ? 'refused' : (stateOfCommand[status ?? ''] ?? 'answered')
  return {
    how,
    state,
    askedAt: mac.removalAskedAt,
    failure: mac.removalFailure,
    letGoAt: new Date(mac.removalAskedAt.getTime() + letGoAfterDays * day),
    canKeep:
      ['waiting', 'busy', 'refused'].includes(state) &&
      (how === 'removed_here' || hasRole(actor, 'helpdesk')),
    push: push.state,
  }
}

/** Where the command stands that no Mac has answered yet; null when there is none. */
async function commandStatus(id: string | null): Promise<string | null> {
  if (id === null) return null
  const row = await prisma().mdmCommand.findUnique({ where: { id }, select: { status: true } })
  return row?.status ?? null
}
