import { statusSetName } from '../ddm/status-subscriptions.ts'
import { clearUnusedAssets } from '../store/assets.ts'
import { storeNewUserChannels, storeSetForAllDevices } from '../store/declaration-sets.ts'
import { clearFailedStatusReports } from '../store/status-reports.ts'
import type { MdmContext } from './mdm-context.ts'

const dayMs = 24 * 60 * 60 * 1000
const everyMs = 10 * 60 * 1000

/**
 * Makes the sweep that switches declarations on for Macs that have none yet, such as those whose macOS became new
 * enough, and for people who have logged in since, and drops reports that were set aside a month ago and files that no declaration has referred to for a day.
 * However often it is called, it looks through all Macs every ten minutes only.
 * Source: Apple, "Integrating declarative management"
 */
export function createDeclarationSweep(context: MdmContext): () => Promise<void> {
  let dueAt = 0
  return async () => {
    const now = context.clock()
    if (now.getTime() < dueAt) return
    await storeSetForAllDevices(context.sql, statusSetName, null, now)
    await storeNewUserChannels(context.sql, now)
    await clearFailedStatusReports(context.sql, new Date(now.getTime() - 30 * dayMs))
    await clearUnusedAssets(context.sql, new Date(now.getTime() - dayMs))
    dueAt = now.getTime() + everyMs
  }
}
