import { systemActor } from '#lib/auth/actor.ts'
import { settleRequiredApps } from '#lib/portal/installs/settle-required-apps.ts'

/** returns  true when there may be more */
export function settleSomeRequiredApps(): Promise<boolean> {
  return settleRequiredApps(systemActor('Zelf'), new Date())
}
