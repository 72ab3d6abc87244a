import { runtime } from '#lib/server/runtime.ts'
import { createDrain } from './create-drain.ts'
import { createWebhookDeliveries } from './deliver-webhooks.ts'
import { handOutSomeMdmEvents } from './hand-out-mdm-events.ts'
import { createInstallChecks } from './install-checks.ts'
import { listenToDatabase } from './listen-to-database.ts'
import { lookRegularly } from './look-regularly.ts'
import { offboardPeople } from './offboard-people.ts'
import { reconcileAllProfiles } from './reconcile-all-profiles.ts'
import { settleSomeRequiredApps } from './settle-some-required-apps.ts'
import { startScheduler } from './start-scheduler.ts'

export interface Jobs {
  stop(): Promise<void>
}

/** A Mac's answers come singly, and are cheaper dealt with together. */
const restMs = 100
const answersAtOnce = 20
const reportsAtOnce = 100

function createDrains() {
  const { mdm } = runtime()
  const webhooks = createWebhookDeliveries()
  const handOut = async () => {
    const more = await handOutSomeMdmEvents()
    webhooks.wake()
    // Who has enrolled is to be told of declarations.
    declarations.wake()
    return more
  }
  // Each inventory that was filed is an event.
  const digest = async () => {
    const filed = await mdm.digestResults(answersAtOnce)
    if (filed > 0) events.wake()
    return filed > 0
  }
  const events = createDrain('events', handOut, { restMs })
  const declare = async () => {
    const filed = await mdm.digestStatusReports(reportsAtOnce)
    if (filed > 0) events.wake()
    return filed + (await mdm.syncDeclarations(reportsAtOnce)) > 0
  }
  const declarations = createDrain('declarations', declare, { restMs })
  return {
    webhooks,
    events,
    declarations,
    results: createDrain('results', digest, { restMs }),
    // It compares every Mac with every assignment, and each Mac that enrols wakes it.
    profiles: createDrain('profiles', reconcileAllProfiles, { restMs: 2_000 }),
    installs: createInstallChecks(),
    requiredApps: createDrain('required apps', settleSomeRequiredApps, { restMs }),
    leavers: createDrain('people who leave', () => offboardPeople(), { restMs: 500 }),
  }
}

type Drains = ReturnType<typeof createDrains>

/** What becomes due with time, such as a retry, and what another process left, gives no word of it. */
function lookForWork(drains: Drains): () => Promise<void> {
  const { mdm } = runtime()
  const lookForAnswers = lookRegularly('work that is due', 1_000, async () => {
    const due = await mdm.workDue()
    if (due.events) drains.events.wake()
    if (due.results) drains.results.wake()
    if (due.reports || due.syncs) drains.declarations.wake()
  })
  const lookForOthers = lookRegularly('deadlines', 5_000, async () => {
    for (const drain of [drains.installs, drains.webhooks]) drain.wake()
    mdm.wakePushes()
  })
  return async () => {
    await Promise.all([lookForAnswers(), lookForOthers()])
  }
}

/**
 * Starts everything that happens without anybody asking for it: at once when the database or the MDM server gives
 * word, and after a while in case they did not.
 * onMissedChanges  called when word of changes may have been lost.
 */
export async function startJobs(onMissedChanges: () => void): Promise<Jobs> {
  const { databaseUrl, changes, mdm, work } = runtime()
  const drains = createDrains()
  changes.listen(({ topic }) => {
    if (topic === 'install') drains.installs.wake()
    if (topic === 'person') drains.leavers.wake()
  })
  work.listen((kind) => {
    if (kind === 'reports') return drains.declarations.wake()
    drains.events.wake()
    if (kind === 'results') drains.results.wake()
  })
  await mdm.start()
  const unlisten = await listenToDatabase(databaseUrl, {
    channels: {
      portal_change: (payload) => changes.tell(payload),
      mdm_push: () => mdm.wakePushes(),
      profile_work: () => drains.profiles.wake(),
      required_apps: () => drains.requiredApps.wake(),
    },
    onListening(first) {
      for (const drain of Object.values(drains)) drain.wake()
      mdm.wakePushes()
      if (!first) onMissedChanges()
    },
  })
  const stopLooking = lookForWork(drains)
  const scheduler = await startScheduler(databaseUrl)
  return {
    async stop() {
      await stopLooking()
      await unlisten()
      await Promise.all([scheduler.stop(), ...Object.values(drains).map((drain) => drain.stop())])
    },
  }
}
