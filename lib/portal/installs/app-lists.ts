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

/** What the two lists say of one app. */
export interface AppFinding {
  /** Of the newest copy in the list of all apps; null when that list does not show it. */
  version: string | null
  /** That copy is the wanted version or a later one. */
  upToDate: boolean
  /** The list of all apps was given and does not have it. */
  missing: boolean
  /** Apple's word in the list of managed apps. */
  managedStatus: string | null
}

export function findApp({ managed, installed }: AppLists, wanted: WantedBundle): AppFinding {
  const identifier = wanted.bundleIdentifier
  if (!identifier) return { version: null, upToDate: false, missing: false, managedStatus: null }
  const known = managed !== null && Object.hasOwn(managed, identifier)
  const copies = (installed ?? []).filter((app) => app.Identifier === identifier)
  const versions = copies.map((app) => app.ShortVersion ?? app.Version ?? '').sort(compareVersions)
  const version = versions.at(-1) ?? null
  return {
    version,
    upToDate: version !== null && compareVersions(version, wanted.bundleVersion ?? '0') >= 0,
    missing: installed !== null && copies.length === 0,
    managedStatus: known ? (managed[identifier]?.Status ?? null) : null,
  }
}
