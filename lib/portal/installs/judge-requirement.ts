import { isLargePackage } from './large-package.ts'
import { judgeTarget, type TargetDevice } from './policy.ts'
import { reachesMac } from './reaches-mac.ts'
import { type InstallState, isOneOf, requestable } from './states.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** How long after a failed try the next one comes; after as many tries as this it is the person's or IT's to try. */
const pauses: readonly number[] = [hour, 6 * hour, day, 3 * day]
/** An app that a person removed comes back, but not under their hands. */
const removedPause = day

export interface RequiredApp {
  essential: boolean
  sizeBytes: bigint
  minimumOsVersion: string | null
  /** Without one nothing ever proves it, and trying again would install it over and over. */
  bundleIdentifier: string | null
}

export interface KnownInstall {
  state: InstallState
  stateSince: Date
  failureCode: string | null
  attempt: number
  startAtRestart: boolean
  restartBuild: string | null
}

export type RequirementVerdict =
  /** It is to wait in this state. */
  | { to: 'in_line' | 'waiting_for_person'; restarted?: boolean }
  /** Nothing now; look again then. */
  | { again: Date }
  | null

/**
 * What a requirement makes of an app on a Mac: of one that is not there yet (install null), and of one that a person
 * asked for, called off or removed, or that failed. What is on its way, or was cancelled on the Mac itself, is left
 * alone: the person at the Mac has the last word on what it asks.
 */
export function judgeRequirement(
  app: RequiredApp,
  device: TargetDevice & { enrolledAt: Date; buildVersion: string | null },
  install: KnownInstall | null,
  now: Date,
): RequirementVerdict {
  const denial = judgeTarget(device, app)
  if (!reachesMac(device) || denial === 'mac_left') return null
  // What is refused for its macOS fails when its turn comes, so that its person reads why.
  const waits = !denial && isLargePackage(app.sizeBytes) && !app.essential
  const place = { to: waits ? ('waiting_for_person' as const) : ('in_line' as const) }
  if (!install) return place
  const { state, stateSince } = install
  if (state === 'waiting_for_person') return judgeWaiting(install, waits, device.buildVersion)
  if (state === 'failed') return denial ? null : judgeFailed(app, install, device.enrolledAt, now)
  if (state === 'removed' && stateSince > device.enrolledAt) {
    const again = new Date(stateSince.getTime() + removedPause)
    return again > now ? { again } : place
  }
  return state === 'requested' || isOneOf(state, requestable) ? place : null
}

function judgeWaiting(install: KnownInstall, waits: boolean, build: string | null): RequirementVerdict {
  if (!waits) return { to: 'in_line' }
  const restarted = install.startAtRestart && build !== null && build !== install.restartBuild
  return restarted ? { to: 'in_line', restarted } : null
}

/** What the Mac never took goes without a try of it, so it counts none; a pause it has too. */
const untried = ['mac_left', 'mac_offline', 'no_push', 'incompatible_os', 'unsupported_by_enrolment']

function judgeFailed(
  app: RequiredApp,
  { failureCode, attempt, stateSince }: KnownInstall,
  enrolledAt: Date,
  now: Date,
): RequirementVerdict {
  if (failureCode === 'mac_left' && enrolledAt > stateSince) return { to: 'in_line' }
  if (failureCode === 'not_confirmed' && app.bundleIdentifier === null) return null
  const pause = untried.includes(failureCode ?? '') ? hour : pauses[Math.max(0, attempt - 1)]
  if (pause === undefined) return null
  const again = new Date(stateSince.getTime() + pause)
  return again > now ? { again } : { to: 'in_line' }
}
