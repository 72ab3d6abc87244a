import { systemActor } from '#lib/auth/actor.ts'
import { attemptDelivery } from '#lib/portal/webhooks/attempt-delivery.ts'
import type { PostOptions } from '#lib/portal/webhooks/post-event.ts'
import { postponeDeliveries } from '#lib/portal/webhooks/postpone-deliveries.ts'
import { listDueWebhooks, takeDeliveries } from '#lib/portal/webhooks/take-deliveries.ts'
import { log } from '#lib/server/log.ts'
import { createDrain, type Drain } from './create-drain.ts'

const clock = systemActor('Zelf')
const atOnce = 5

/** Sends a few messages at once; when none of them is taken, the rest of this webhook's has to wait. */
async function sendSome(webhookId: string, options?: PostOptions): Promise<boolean> {
  const due = await takeDeliveries(clock, { webhookId, limit: atOnce, now: new Date() })
  const failures = await Promise.all(due.map((one) => attemptDelivery(clock, one, options)))
  if (due.length > 0 && failures.every((failure) => failure !== null)) {
    await postponeDeliveries(clock, webhookId, new Date())
    return false
  }
  return due.length === atOnce
}

/** Delivers what is due to webhooks. Each has a lane of its own, so that one that hangs holds up no other. */
export function createWebhookDeliveries(options?: PostOptions): Drain {
  const lanes = new Map<string, Promise<void>>()
  let stopping = false

  /** Gives whether to look again at once, because something may have come while the last of it was sent. */
  async function runLane(webhookId: string): Promise<boolean> {
    try {
      let more = true
      while (more && !stopping) more = await sendSome(webhookId, options)
      return true
    } catch (error) {
      log.error({ err: error, webhookId }, 'a webhook could not be served; it is tried again')
      return false
    }
  }

  function openLane(webhookId: string): void {
    if (lanes.has(webhookId) || stopping) return
    const lane = runLane(webhookId).then((again) => {
      lanes.delete(webhookId)
      if (again) drain.wake()
    })
    lanes.set(webhookId, lane)
  }

  const drain = createDrain('webhooks', async () => {
    for (const id of await listDueWebhooks(clock, new Date())) openLane(id)
  })
  return {
    wake: drain.wake,
    async stop() {
      stopping = true
      await drain.stop()
      await Promise.all(lanes.values())
    },
  }
}
