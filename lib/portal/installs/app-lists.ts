import { z } from 'zod'
import { compareVersions } from './compare-versions.ts'

const managedApps = z.record(z.string(), z.looseObject({ Status: z.string().catch('Unknown') }))
const installedApps = z.array(
  z.looseObject({
    Identifier: z.string().optional().catch(undefined),
    ShortVersion: z.string().optional().catch(undefined),
    Version: z.string().optional().catch(undefined),
  }),
)

/** What a Mac last said of its apps: two lists, each absent when it was never given. */
export interface AppLists {
  managed: z.output<typeof managedApps> | null
  installed: z.output<typeof installedApps> | null
}

/** Reads the two inventories as they are stored. What has another shape counts as not given: it is a device's word. */
export function readAppLists(managed: unknown, installed: unknown): AppLists {
  return {
    managed: managedApps.safeParse(managed).data ?? null,
    installed: installedApps.safeParse(installed).data ?? null,
  }
}

export interface WantedBundle {
  bundleIdentifier: string | null
  bundleVersion: string | null
}

/** What the lists say of one app. `version` is the newest copy's, null when the list does not show it. */
export interface AppFinding {
  proof: 'managed' | 'listed' | null
  version: string | null
  managedStatus: string | null
  /** The list of all apps was given and does not have it. */
  missing: boolean
}

/**
 * Looks for proof that the wanted version is on the Mac: the list of all apps has it in that version or a later one,
 * or the list of managed apps calls it Managed. That word has no version, so an older copy in the other list outdoes it.
 */
export function findApp({ managed, installed }: AppLists, wanted: WantedBundle): AppFinding {
  const identifier = wanted.bundleIdentifier
  if (!identifier) return { proof: null, version: null, managedStatus: null, missing: false }
  const managedStatus =
    managed && Object.hasOwn(managed, identifier) ? (managed[identifier]?.Status ?? null) : null
  const copies = (installed ?? []).filter((app) => app.Identifier === identifier)
  const versions = copies.map((app) => app.ShortVersion ?? app.Version ?? '').sort(compareVersions)
  const version = versions.at(-1) ?? null
  const missing = installed !== null && copies.length === 0
  const listed = version !== null && compareVersions(version, wanted.bundleVersion ?? '0') >= 0
  const older = version !== null && !listed
  const proof = listed ? 'listed' : managedStatus === 'Managed' && !older ? 'managed' : null
  return { proof, version, managedStatus, missing }
}
