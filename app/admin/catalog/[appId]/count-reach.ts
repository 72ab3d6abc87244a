import { reachesMac } from '#lib/portal/installs/reaches-mac.ts'
import type { MacKind } from '#lib/portal/requirements/list-groups.ts'

export interface Reach {
  /** Macs that get the app. */
  reached: number
  /** Macs of the same people on which nothing is installed. */
  left: number
}

export function countReach(macs: readonly MacKind[]): Reach {
  const sum = (kinds: readonly MacKind[]) => kinds.reduce((total, { count }) => total + count, 0)
  const reached = sum(macs.filter(reachesMac))
  return { reached, left: sum(macs) - reached }
}
