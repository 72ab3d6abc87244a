import { systemActor } from '#lib/auth/actor.ts'
import { checkInstalls } from '#lib/portal/installs/check-installs.ts'
import { createDrain, type Drain } from './create-drain.ts'

/** Asks Macs about their installs when it is time, and sets its own alarm for the next time. */
export function createCheckTimer(): Drain {
  let alarm: NodeJS.Timeout | undefined
  const drain = createDrain('install checks', async () => {
    const next = await checkInstalls(systemActor('Zelf'), new Date())
    clearTimeout(alarm)
    if (next) alarm = setTimeout(() => drain.wake(), Math.max(250, next.getTime() - Date.now()))
  })
  return {
    wake: drain.wake,
    async stop() {
      await drain.stop()
      clearTimeout(alarm)
    },
  }
}
