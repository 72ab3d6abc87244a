import type { AppFinding } from './app-lists.ts'
import type { FailureCode } from './failure-code.ts'
import { type InstallState, isOneOf } from './states.ts'

export type AppListKind = 'ManagedApplicationList' | 'InstalledApplicationList'

export interface ReportVerdict {
  to: InstallState
  failureCode?: FailureCode
}

const prompting = ['Prompting', 'PromptingForLogin', 'PromptingForManagement', 'NeedsRedemption']
const rejected = ['UserRejected', 'ManagementRejected']
/** Only while the Mac works on it does a bad word concern this try and not an earlier one. */
const atWork = ['sent', 'asked_on_mac', 'downloading', 'installing', 'verifying'] as const

/**
 * What a list of apps that has just come means for an install; null when nothing follows from it.
 * Only the list that came is evidence: the other may be from before the last try, or from before the Mac was erased.
 */
export function judgeReport(
  state: InstallState,
  finding: AppFinding,
  kind: AppListKind,
): ReportVerdict | null {
  if (isProof(finding, kind)) return state === 'installed' ? null : { to: 'installed' }
  if (state === 'installed' || state === 'unmanaged') return isGone(finding, kind) ? { to: 'removed' } : null
  if (kind !== 'ManagedApplicationList' || !isOneOf(state, atWork)) return null
  const status = finding.managedStatus ?? ''
  if (rejected.includes(status)) return { to: 'declined_on_mac', failureCode: 'declined_on_mac' }
  if (status === 'Failed') return { to: 'failed', failureCode: 'download_failed' }
  if (prompting.includes(status) && state !== 'asked_on_mac') return { to: 'asked_on_mac' }
  return null
}

/** "Managed" comes without a version, so an older copy in the list of all apps outdoes it. */
function isProof({ version, upToDate, managedStatus }: AppFinding, kind: AppListKind): boolean {
  if (kind === 'InstalledApplicationList') return upToDate
  return managedStatus === 'Managed' && (version === null || upToDate)
}

function isGone({ missing, managedStatus }: AppFinding, kind: AppListKind): boolean {
  if (kind === 'InstalledApplicationList') return missing && managedStatus !== 'Managed'
  return managedStatus === 'ManagedButUninstalled'
}
