import { runtime } from '#lib/server/runtime.ts'
import { createDrain } from './create-drain.ts'
import { createWebhookDeliveries } from './deliver-webhooks.ts'
import { handOutMdmEvents } from './hand-out-mdm-events.ts'
import { createInstallChecks } from './install-checks.ts'
import { listenToDatabase } from './listen-to-database.ts'
import { reconcileAllProfiles } from './reconcile-all-profiles.ts'
import { startScheduler } from './start-scheduler.ts'

export interface Jobs {
  stop(): Promise<void>
}

const lookEveryMs = 5_000

function createDrains() {
  const { mdm } = runtime()
  const webhooks = createWebhookDeliveries()
  return {
    webhooks,
    events: createDrain('events', async () => {
      await handOutMdmEvents()
      webhooks.wake()
    }),
    results: createDrain('results', () => mdm.digestResults()),
    profiles: createDrain('profiles', reconcileAllProfiles),
    installs: createInstallChecks(),
  }
}

/**
 * Starts everything that happens without anybody asking for it: at once when the database gives word,
 * and after a while in case it did not.
 * onMissedChanges  called when word of changes may have been lost.
 */
export async function startJobs(onMissedChanges: () => void): Promise<Jobs> {
  const { databaseUrl, changes, mdm } = runtime()
  const drains = createDrains()
  const wakeTimely = () => {
    for (const drain of [drains.events, drains.results, drains.installs, drains.webhooks]) drain.wake()
    mdm.wakePushes()
  }
  changes.listen(({ topic }) => {
    if (topic === 'install') drains.installs.wake()
  })
  await mdm.start()
  const unlisten = await listenToDatabase(databaseUrl, {
    channels: {
      portal_change: (payload) => changes.tell(payload),
      mdm_event: () => drains.events.wake(),
      mdm_result: () => drains.results.wake(),
      mdm_push: () => mdm.wakePushes(),
      profile_work: () => drains.profiles.wake(),
    },
    onListening(first) {
      wakeTimely()
      drains.profiles.wake()
      if (!first) onMissedChanges()
    },
  })
  // What becomes due with time, such as a retry, gives no word of it.
  const timer = setInterval(wakeTimely, lookEveryMs)
  const scheduler = await startScheduler(databaseUrl)
  return {
    async stop() {
      clearInterval(timer)
      await unlisten()
      await Promise.all([scheduler.stop(), ...Object.values(drains).map((drain) => drain.stop())])
    },
  }
}
