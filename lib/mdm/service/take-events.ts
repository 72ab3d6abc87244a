import { clearMdmEvent, type MdmEventRecord, storeMdmEventFailure, takeMdmEvents } from '../store/events.ts'
import type { Sql } from '../store/sql.ts'
import { backOffMs } from './back-off.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * What the portal does with an event. It may be called again for the same event.
 * Source: docs/architecture.md, "The portal hears"
 */
export type MdmEventHandler = (event: MdmEventRecord, sql: Sql) => Promise<void>

const leaseMs = 60_000
const batchSize = 10

/**
 * Hands waiting events to the portal, in order for each enrollment, at least once. An event whose handler fails waits
 * longer each time and holds up its own enrollment only.
 *
 * returns  how many were handled
 * spec     docs/architecture.md, "The portal hears"
 */
export async function takeEvents(context: MdmContext, handle: MdmEventHandler, limit = 100): Promise<number> {
  let handled = 0
  while (handled < limit) {
    const now = context.clock()
    const size = Math.min(batchSize, limit - handled)
    const batch = await takeMdmEvents(context.sql, size, now, new Date(now.getTime() + leaseMs))
    if (batch.length === 0) return handled
    for (const event of batch) {
      if (await handleOne(context, handle, event)) handled += 1
    }
  }
  return handled
}

async function handleOne(
  context: MdmContext,
  handle: MdmEventHandler,
  event: MdmEventRecord,
): Promise<boolean> {
  try {
    await handle(event, context.sql)
  } catch (error) {
    const retryAt = new Date(context.clock().getTime() + backOffMs(event.attempts, context.randomBytes))
    const failure = error instanceof Error ? error.message : 'unknown failure'
    await storeMdmEventFailure(context.sql, event.id, failure, retryAt)
    context.log({
      level: 'error',
      message: `an event was not handled: ${event.kind}`,
      enrollmentId: event.enrollmentId,
      error,
    })
    return false
  }
  await clearMdmEvent(context.sql, event.id)
  return true
}
