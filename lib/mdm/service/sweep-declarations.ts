import { statusSetName } from '../ddm/status-subscriptions.ts'
import { clearUnusedAssets } from '../store/assets.ts'
import { storeSetForAllDevices } from '../store/declaration-sets.ts'
import { clearFailedStatusReports } from '../store/status-reports.ts'
import type { MdmContext } from './mdm-context.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Switches declarations on for Macs that have none yet, such as those whose macOS became new enough, and drops
 * reports that were set aside a month ago and files that no declaration has referred to for a day.
 * Source: Apple, "Integrating declarative management"
 */
export async function sweepDeclarations(context: MdmContext): Promise<void> {
  const now = context.clock()
  await storeSetForAllDevices(context.sql, statusSetName, null, now)
  await clearFailedStatusReports(context.sql, new Date(now.getTime() - 30 * dayMs))
  await clearUnusedAssets(context.sql, new Date(now.getTime() - dayMs))
}
