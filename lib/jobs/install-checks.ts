import { systemActor } from '#lib/auth/actor.ts'
import { checkInstalls } from '#lib/portal/installs/check-installs.ts'
import { createDrain, type Drain } from './create-drain.ts'

const longestNapMs = 60_000

/** Asks Macs about their installs when their turn has come, and sleeps until the next turn or until it is woken. */
export function createInstallChecks(): Drain {
  let timer: NodeJS.Timeout | undefined
  const drain = createDrain('install checks', async () => {
    const next = await checkInstalls(systemActor('Zelf'), new Date())
    clearTimeout(timer)
    const napMs = next ? Math.max(500, next.getTime() - Date.now()) : longestNapMs
    timer = setTimeout(drain.wake, Math.min(longestNapMs, napMs))
  })
  return {
    wake: drain.wake,
    async stop() {
      await drain.stop()
      clearTimeout(timer)
    },
  }
}
