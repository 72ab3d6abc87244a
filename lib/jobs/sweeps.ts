import { systemActor } from '#lib/auth/actor.ts'
import { expireInstalls } from '#lib/portal/installs/expire-installs.ts'
import { expireRequests } from '#lib/portal/installs/expire-requests.ts'
import { mdm } from '#lib/server/mdm.ts'

export interface Sweep {
  name: string
  run(): Promise<unknown>
}

const zelf = systemActor('Zelf')

/** What is looked at every minute, so that nothing waits for ever when word of it was lost. */
export const sweeps: Sweep[] = [
  { name: 'expire commands', run: () => mdm().expireCommands() },
  { name: 'expire requests', run: () => expireRequests(zelf, new Date()) },
  { name: 'expire installs', run: () => expireInstalls(zelf, new Date()) },
]
