import { allAccessRights } from './access-rights.ts'
import type { CommandSubject } from './check-availability.ts'
import {
  allowedQueries,
  type DeviceInformationQuery,
  deviceInformationQueries,
} from './device-information-queries.ts'
import { encodePlist } from './encode-plist.ts'
import { InvalidCommandError } from './errors.ts'
import type { PlistDict } from './plist.ts'

/**
 * The `Command` dictionary of a command: its request type and parameters.
 * Source: mdm/commands/*.yaml
 */
export type CommandBody = PlistDict & { RequestType: string }

/**
 * Writes what goes out to a Mac.
 * Source: Apple, "Sending MDM commands to a device"
 */
export function encodeCommand(commandUuid: string, body: CommandBody): string {
  return encodePlist({ CommandUUID: commandUuid, Command: body })
}

/**
 * Installs or, when the identifier is known, updates a profile.
 * Source: mdm/commands/profile.install.yaml
 */
export function buildInstallProfile(profile: Uint8Array): CommandBody {
  if (profile.length === 0) throw new InvalidCommandError('an empty profile')
  return { RequestType: 'InstallProfile', Payload: profile }
}

/**
 * Removes a profile that came through MDM.
 * Source: mdm/commands/profile.remove.yaml
 */
export function buildRemoveProfile(identifier: string): CommandBody {
  if (identifier === '') throw new InvalidCommandError('a profile without an identifier')
  return { RequestType: 'RemoveProfile', Identifier: identifier }
}

/**
 * Asks which profiles are installed.
 * Source: mdm/commands/profile.list.yaml
 */
export function buildProfileList(managedOnly = false): CommandBody {
  return managedOnly ? { RequestType: 'ProfileList', ManagedOnly: true } : { RequestType: 'ProfileList' }
}

/**
 * Asks which certificates are installed.
 * Source: mdm/commands/certificate.list.yaml
 */
export function buildCertificateList(managedOnly = false): CommandBody {
  return managedOnly
    ? { RequestType: 'CertificateList', ManagedOnly: true }
    : { RequestType: 'CertificateList' }
}

/**
 * Asks for facts about the Mac: those given, or all that it may be asked. What it may not, or does not know, is
 * dropped; what is not known of the Mac forbids nothing.
 *
 * throws   InvalidCommandError when nothing is left to ask.
 * spec     mdm/commands/information.device.yaml
 */
export function buildDeviceInformation(
  subject: Pick<CommandSubject, 'enrollmentType'> & Partial<CommandSubject>,
  queries: readonly DeviceInformationQuery[] = standardQueries,
): CommandBody {
  const allowed = allowedQueries(queries, { ...unknownMac, ...subject })
  if (allowed.length === 0) throw new InvalidCommandError('no query that this enrollment allows')
  return { RequestType: 'DeviceInformation', Queries: allowed }
}

const unknownMac = {
  channel: 'device',
  accessRights: allAccessRights,
  osVersion: null,
  supervised: null,
  appleSilicon: null,
} as const

// Attestations are rationed by Apple (one in seven days), the store account is nobody's business here, and the
// others are deprecated or known to macOS 26 and later only.
const notByDefault: ReadonlySet<string> = new Set([
  'DevicePropertiesAttestation',
  'iTunesStoreAccountIsActive',
  'iTunesStoreAccountHash',
  'EACSPreflight',
  'IsActivationLockEnabled',
  'OSUpdateSettings',
  'SoftwareUpdateDeviceID',
  'TimeZone',
])
const standardQueries = deviceInformationQueries.filter((query) => !notByDefault.has(query))

/**
 * Asks for FileVault, firewall and the like; a user enrollment answers a part.
 * Source: mdm/commands/information.security.yaml
 */
export function buildSecurityInfo(): CommandBody {
  return { RequestType: 'SecurityInfo' }
}

/**
 * Asks which apps are on the Mac. Not in a user enrollment.
 * Source: mdm/commands/application.installed.list.yaml
 */
export function buildInstalledApplicationList(managedAppsOnly = false): CommandBody {
  return managedAppsOnly
    ? { RequestType: 'InstalledApplicationList', ManagedAppsOnly: true }
    : { RequestType: 'InstalledApplicationList' }
}

/**
 * Asks how the managed apps are: all, or those named.
 * Source: mdm/commands/application.managed.list.yaml
 */
export function buildManagedApplicationList(identifiers: string[] = []): CommandBody {
  return identifiers.length === 0
    ? { RequestType: 'ManagedApplicationList' }
    : { RequestType: 'ManagedApplicationList', Identifiers: identifiers }
}

/**
 * Installs a package. The Mac acknowledges before it downloads and never reports a failure.
 *
 * manifest        the app manifest itself, or the https address that serves it
 * asManaged       leave it out in a user enrollment, where Apple forbids it
 * spec            mdm/commands/application.install.enterprise.yaml
 */
export function buildInstallEnterpriseApplication(options: {
  manifest: PlistDict | string
  asManaged?: { removeWithEnrollment: boolean }
}): CommandBody {
  const { manifest, asManaged } = options
  const body: CommandBody = { RequestType: 'InstallEnterpriseApplication' }
  if (typeof manifest === 'string') body.ManifestURL = manifest
  else body.Manifest = manifest
  if (asManaged !== undefined) {
    body.InstallAsManaged = true
    body.ChangeManagementState = 'Managed'
    if (asManaged.removeWithEnrollment) body.ManagementFlags = 1
  }
  return body
}

/**
 * Removes a managed app with its data. Not in a user enrollment.
 * Source: mdm/commands/application.remove.yaml
 */
export function buildRemoveApplication(bundleIdentifier: string): CommandBody {
  if (bundleIdentifier === '') throw new InvalidCommandError('an app without an identifier')
  return { RequestType: 'RemoveApplication', Identifier: bundleIdentifier }
}

/**
 * Tells the Mac to look at its declarations.
 *
 * syncTokens   JSON of the tokens reply, so that an unchanged Mac need not ask; it may be left out
 * spec         mdm/commands/declarativemanagement.yaml
 */
export function buildDeclarativeManagement(syncTokens?: Uint8Array): CommandBody {
  return syncTokens === undefined
    ? { RequestType: 'DeclarativeManagement' }
    : { RequestType: 'DeclarativeManagement', Data: syncTokens }
}
