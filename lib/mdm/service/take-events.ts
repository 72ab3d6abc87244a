import {
  clearMdmEvent,
  clearMdmEvents,
  listDueMdmEvents,
  type MdmEventRecord,
  renewMdmEvent,
  storeMdmEventFailure,
  takeMdmEvents,
} from '../store/events.ts'
import type { Sql } from '../store/sql.ts'
import { backOffMs } from './back-off.ts'
import { EventTakenError } from './event-taken-error.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * What the portal does with an event. It may be called again for the same event, unless it clears the event in the
 * transaction of what it does: then all of that happens once.
 *
 * clear    takes the event off the list on the given connection. Throws EventTakenError when somebody else has it by
 *          now: let it end the transaction.
 * Source: docs/architecture.md, "The portal hears"
 */
export type MdmEventHandler = (event: MdmEventRecord, clear: (sql: Sql) => Promise<void>) => Promise<void>

/**
 * The ids of those events that somebody wants to hear of; the others are dropped unheard.
 * Source: docs/architecture.md, "The portal hears"
 */
export type WantedEvents = (events: readonly MdmEventRecord[]) => Promise<ReadonlySet<string>>

/** Renewed while a handler is at work, so it only has to outlast a process that died. */
const leaseMs = 20_000
const renewMs = 7_000
const batchSize = 100
const atOnce = 4

/**
 * Hands waiting events to the portal, in order for each enrollment, at least once. An event whose handler fails waits
 * longer each time and holds up its own enrollment only; four enrollments have their turn at once.
 *
 * returns  how many were handled
 * spec     docs/architecture.md, "The portal hears"
 */
export async function takeEvents(
  context: MdmContext,
  handle: MdmEventHandler,
  limit = 100,
  wanted?: WantedEvents,
): Promise<number> {
  let handled = 0
  while (handled < limit) {
    const sifted = wanted ? await sift(context, wanted, Math.min(batchSize, limit - handled)) : null
    handled += sifted?.dropped ?? 0
    // What is taken is begun at once, save behind three others whose leases are renewed.
    const size = sifted ? sifted.wanted : Math.min(atOnce, limit - handled)
    const batch = size > 0 ? await takeMdmEvents(context.sql, size, context.clock(), leaseEnd(context)) : []
    if (batch.length === 0 && !sifted?.dropped) return handled
    handled += await handleAll(context, handle, batch)
  }
  return handled
}

/** Drops those of the next events that nobody wants, before anything is written for them. */
async function sift(context: MdmContext, wanted: WantedEvents, limit: number) {
  const due = await listDueMdmEvents(context.sql, limit, context.clock())
  const ids: ReadonlySet<string> = due.length > 0 ? await wanted(due) : new Set()
  const unheard = due.map(({ id }) => id).filter((id) => !ids.has(id))
  const dropped = unheard.length > 0 ? await clearMdmEvents(context.sql, unheard, context.clock()) : 0
  return { dropped, wanted: due.length - unheard.length }
}

function leaseEnd(context: MdmContext): Date {
  return new Date(context.clock().getTime() + leaseMs)
}

async function handleAll(
  context: MdmContext,
  handle: MdmEventHandler,
  batch: MdmEventRecord[],
): Promise<number> {
  const waiting = new Map(batch.map((event) => [event.id, event]))
  const renewing = setInterval(() => void renewAll(context, [...waiting.values()]), renewMs)
  let handled = 0
  const queue = [...batch]
  const takeTurns = async () => {
    for (let event = queue.shift(); event; event = queue.shift()) {
      if (await handleOne(context, handle, event)) handled += 1
      waiting.delete(event.id)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, takeTurns))
  } finally {
    clearInterval(renewing)
  }
  return handled
}

/** One that cannot be renewed may be handled twice; only what is cleared with its event is safe from that. */
async function renewAll(context: MdmContext, events: MdmEventRecord[]): Promise<void> {
  try {
    for (const event of events) await renewMdmEvent(context.sql, event, leaseEnd(context))
  } catch (error) {
    context.log({ level: 'warn', message: 'events could not be held for longer', error })
  }
}

async function handleOne(
  context: MdmContext,
  handle: MdmEventHandler,
  event: MdmEventRecord,
): Promise<boolean> {
  let cleared = false
  const clear = async (sql: Sql) => {
    if (!(await clearMdmEvent(sql, event))) throw new EventTakenError('another process has this event')
    cleared = true
  }
  try {
    await handle(event, clear)
  } catch (error) {
    if (!(error instanceof EventTakenError)) await putBack(context, event, error)
    return false
  }
  if (!cleared) await clearMdmEvent(context.sql, event)
  return true
}

async function putBack(context: MdmContext, event: MdmEventRecord, error: unknown): Promise<void> {
  const retryAt = new Date(context.clock().getTime() + backOffMs(event.attempts, context.randomBytes))
  const failure = error instanceof Error ? error.message : 'unknown failure'
  await storeMdmEventFailure(context.sql, event, failure, retryAt)
  context.log({
    level: 'error',
    message: `an event was not handled: ${event.kind}`,
    enrollmentId: event.enrollmentId,
    error,
  })
}
