import type { CommandBody } from '../commands.ts'
import type { PlistDict } from '../plist.ts'
import { buildCommand } from './build-command.ts'

/**
 * Where the app comes from: exactly one of them.
 * Source: mdm/commands/application.install.yaml (iTunesStoreID, Identifier, ManifestURL)
 */
export type AppSource =
  | { storeId: number }
  | { bundleIdentifier: string }
  /** begins with https: */
  | { manifestUrl: string }

/**
 * Installs an app of the App Store, or updates it. The Mac acknowledges before it downloads.
 *
 * licensed        the licence was assigned through Apps and Books, so nobody has to sign in to the store
 * asManaged       leave it out in a user enrollment, where Apple forbids it
 * configuration   what the app finds in its managed configuration
 * spec            mdm/commands/application.install.yaml
 */
export function buildInstallApplication(options: {
  source: AppSource
  licensed?: boolean
  asManaged?: { removeWithEnrollment: boolean }
  configuration?: PlistDict
  iPadApp?: boolean
}): CommandBody {
  const { source, asManaged, configuration, iPadApp } = options
  return buildCommand('InstallApplication', {
    ...('storeId' in source && { iTunesStoreID: source.storeId }),
    ...('bundleIdentifier' in source && { Identifier: source.bundleIdentifier }),
    ...('manifestUrl' in source && { ManifestURL: source.manifestUrl }),
    ...(options.licensed === true && { Options: { PurchaseMethod: 1 } }),
    ...(asManaged && { InstallAsManaged: true, ChangeManagementState: 'Managed' }),
    ...(asManaged?.removeWithEnrollment && { ManagementFlags: 1 }),
    ...(configuration && { Configuration: configuration }),
    ...(iPadApp === true && { iOSApp: true }),
  })
}
