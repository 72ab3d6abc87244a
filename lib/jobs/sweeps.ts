import { systemActor } from '#lib/auth/actor.ts'
import { clearExpiredSessions } from '#lib/auth/clear-expired-sessions.ts'
import { forgetSignIns } from '#lib/portal/accounts/forget-sign-ins.ts'
import { expireInstalls } from '#lib/portal/installs/expire-installs.ts'
import { expireRequests } from '#lib/portal/installs/expire-requests.ts'
import { endRemovals } from '#lib/portal/macs/end-removals.ts'
import { findSilentMacs } from '#lib/portal/macs/find-silent-macs.ts'
import { refreshStaleInventories } from '#lib/portal/macs/refresh-stale-inventories.ts'
import { warnOfPushExpiry } from '#lib/portal/push/warn-of-expiry.ts'
import { forgetDeliveries } from '#lib/portal/webhooks/forget-deliveries.ts'
import { mdm } from '#lib/server/mdm.ts'
import { forgetMdmHistory } from './forget-mdm-history.ts'
import { hearMacsAgain } from './hear-macs-again.ts'
import { offboardPeople } from './offboard-people.ts'
import { reconcileAllProfiles } from './reconcile-all-profiles.ts'
import { settleAllRequiredApps } from './settle-all-required-apps.ts'

export interface Sweep {
  name: string
  run(): Promise<unknown>
}

const clock = systemActor('Zelf')

/** What is looked at every minute, so that nothing waits for ever. */
export const sweeps: readonly Sweep[] = [
  { name: 'commands that nobody fetched', run: () => mdm().expireCommands() },
  { name: 'enrolments that were begun and not finished', run: () => mdm().endHalfMade() },
  { name: 'identities that expire', run: () => mdm().renewIdentities() },
  { name: 'declarations that are not switched on', run: () => mdm().sweepDeclarations() },
  { name: 'installs past their deadline', run: () => expireInstalls(clock, new Date()) },
  { name: 'apps that groups require', run: settleAllRequiredApps },
  { name: 'requests past their deadline', run: () => expireRequests(clock, new Date()) },
  { name: 'Macs of people who left', run: () => offboardPeople() },
  { name: 'Macs whose facts are old', run: () => refreshStaleInventories(clock, new Date()) },
  { name: 'Macs that were told to leave', run: () => endRemovals(clock, new Date()) },
  { name: 'Macs that nobody heard of for long', run: () => findSilentMacs(clock, new Date()) },
  { name: 'Macs that are heard of again', run: hearMacsAgain },
  { name: 'profiles that groups were assigned', run: reconcileAllProfiles },
  { name: 'the end of the push certificate', run: () => warnOfPushExpiry(clock, new Date()) },
  { name: 'webhook messages of last week', run: () => forgetDeliveries(clock, new Date()) },
  { name: 'history that nobody needs any more', run: () => forgetMdmHistory(new Date()) },
  { name: 'counts of sign-ins', run: () => forgetSignIns(clock, new Date()) },
  { name: 'sessions that ended', run: () => clearExpiredSessions(clock, new Date()) },
]
