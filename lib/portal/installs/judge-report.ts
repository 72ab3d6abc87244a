import type { AppFinding } from './app-lists.ts'
import type { FailureCode } from './failure-code.ts'
import { type InstallState, isOneOf } from './states.ts'

export interface ReportVerdict {
  to: InstallState
  failureCode?: FailureCode
}

const prompting = ['Prompting', 'PromptingForLogin', 'PromptingForManagement', 'NeedsRedemption']
const rejected = ['UserRejected', 'ManagementRejected']
/** Only while the Mac works on it does a bad word concern this try and not an earlier one. */
const atWork = ['sent', 'asked_on_mac', 'downloading', 'installing', 'verifying'] as const

/**
 * What a new list of apps means for an install; null when nothing follows from it.
 *
 * newer  the list was made after the install came into its state: only then can absence or a refusal count
 */
export function judgeReport(state: InstallState, finding: AppFinding, newer: boolean): ReportVerdict | null {
  if (finding.proof) return state === 'installed' ? null : { to: 'installed' }
  if (!newer) return null
  const { managedStatus } = finding
  if (state === 'installed') {
    const gone = managedStatus === 'ManagedButUninstalled' || (finding.missing && managedStatus !== 'Managed')
    return gone ? { to: 'removed' } : null
  }
  if (!isOneOf(state, atWork) || managedStatus === null) return null
  if (rejected.includes(managedStatus)) return { to: 'declined_on_mac', failureCode: 'declined_on_mac' }
  if (managedStatus === 'Failed') return { to: 'failed', failureCode: 'download_failed' }
  if (prompting.includes(managedStatus) && state !== 'asked_on_mac') return { to: 'asked_on_mac' }
  return null
}
