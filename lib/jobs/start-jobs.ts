import { log } from '#lib/server/log.ts'
import { runtime } from '#lib/server/runtime.ts'
import { createCheckTimer } from './create-check-timer.ts'
import { createDrain } from './create-drain.ts'
import { handOutMdmEvents } from './hand-out-mdm-events.ts'
import { listenToDatabase } from './listen-to-database.ts'
import { settleProfiles } from './settle-profiles.ts'
import { startScheduler } from './start-scheduler.ts'

export interface Jobs {
  stop(): Promise<void>
}

/**
 * Starts everything that happens without anybody asking for it: at once when the database gives word,
 * and every minute in case it did not.
 * onMissedChanges  called when word of changes may have been lost.
 */
export async function startJobs(onMissedChanges: () => void): Promise<Jobs> {
  const { databaseUrl, changes, mdm } = runtime()
  const events = createDrain('events', handOutMdmEvents)
  const results = createDrain('results', () => mdm.digestResults())
  const profiles = createDrain('profiles', settleProfiles)
  const checks = createCheckTimer()
  const drains = [events, results, profiles, checks]
  const wakeAll = () => {
    for (const drain of drains) drain.wake()
    mdm.wakePushes()
  }
  await mdm.start()
  const unlisten = await listenToDatabase(databaseUrl, {
    channels: {
      portal_change: (payload) => {
        changes.tell(payload)
        checks.wake()
      },
      mdm_event: () => events.wake(),
      mdm_result: () => results.wake(),
      mdm_push: () => mdm.wakePushes(),
      profile_work: () => profiles.wake(),
    },
    onListening(first) {
      wakeAll()
      if (!first) onMissedChanges()
    },
  })
  // A retry becomes due with time; nothing notifies of that.
  const timer = setInterval(wakeAll, 5_000)
  const scheduler = await startScheduler(databaseUrl)
  return {
    async stop() {
      clearInterval(timer)
      await unlisten()
      await Promise.all([scheduler.stop(), ...drains.map((drain) => drain.stop())])
      log.debug('jobs have stopped')
    },
  }
}
