import { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { previewMatter } from '#lib/portal/tickets/queries.ts'
import type { TicketMatter } from '#lib/portal/tickets/take-snapshot.ts'
import type { TicketSnapshot } from '#lib/portal/tickets/ticket-snapshot.ts'

const asked = z.object({
  install: z.uuid().optional().catch(undefined),
  device: z.uuid().optional().catch(undefined),
})

export interface GivenMatter {
  matter: TicketMatter
  snapshot: TicketSnapshot | null
  /** The address names a Mac or an install that is not there, or not this person's. */
  missing: boolean
}

/** What the address of a new question says that it is about. */
export async function readMatter(actor: PersonActor, given: Record<string, unknown>): Promise<GivenMatter> {
  const { install, device } = asked.parse(given)
  const named = given.install !== undefined || given.device !== undefined
  if (!install && !device) return { matter: {}, snapshot: null, missing: named }
  const matter = { installId: install, deviceId: device }
  const snapshot = await previewMatter(actor, matter)
  return snapshot ? { matter, snapshot, missing: false } : { matter: {}, snapshot: null, missing: true }
}
