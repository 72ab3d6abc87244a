import type { CommandSubject } from './check-availability.ts'
import { type CommandRefusal, refuseKey } from './command-refusal.ts'
import type { RequestType } from './command-table/command-table.ts'
import { isPlistDict, type PlistDict } from './plist.ts'

type CrossRule = (body: PlistDict, subject: CommandSubject) => CommandRefusal | null

const present = (body: PlistDict, names: string[]) => names.filter((name) => body[name] !== undefined)
const lengthOf = (body: PlistDict, name: string) => {
  const value = body[name]
  return Array.isArray(value) || value instanceof Uint8Array ? value.length : 0
}

function atLeastOne(body: PlistDict, names: string[], path = ''): CommandRefusal | null {
  return present(body, names).length > 0 ? null : refuseKey('key_missing', path + names.join(', '))
}

function exactlyOne(body: PlistDict, names: string[]): CommandRefusal | null {
  const found = present(body, names)
  return found.length > 1 ? refuseKey('keys_exclude_each_other', found.join(', ')) : atLeastOne(body, names)
}

const notEmpty =
  (name: string) =>
  (body: PlistDict): CommandRefusal | null =>
    lengthOf(body, name) > 0 ? null : refuseKey('key_value_not_allowed', name)

/** An iPad app runs on Apple silicon only. */
const fitsApp: CrossRule = (body, { appleSilicon }) =>
  body.iOSApp === true && appleSilicon === false ? refuseKey('wrong_hardware', 'iOSApp') : null

const checkAccounts: CrossRule = (body) => {
  const accounts = lengthOf(body, 'AutoSetupAdminAccounts')
  // Set-up makes the first account and passes over the others without a word.
  if (accounts > 1) return refuseKey('key_value_not_allowed', 'AutoSetupAdminAccounts')
  const needsAccount = ['SkipPrimarySetupAccountCreation', 'SetPrimarySetupAccountAsRegularUser']
  if (accounts === 0 && needsAccount.some((name) => body[name] === true)) {
    return refuseKey('key_missing', 'AutoSetupAdminAccounts')
  }
  return body.LockPrimaryAccountInfo === true && body.DontAutoPopulatePrimaryAccountInfo === true
    ? refuseKey('keys_exclude_each_other', 'LockPrimaryAccountInfo, DontAutoPopulatePrimaryAccountInfo')
    : null
}

const checkRotation: CrossRule = (body) => {
  const unlock = isPlistDict(body.FileVaultUnlock) ? body.FileVaultUnlock : {}
  const exported = present(unlock, ['PrivateKeyExport', 'PrivateKeyExportPassword'])
  if (unlock.Password === undefined && exported.length < 2) {
    return refuseKey('key_missing', 'FileVaultUnlock.Password')
  }
  if (exported.length > 0 && body.KeyType === 'personal') {
    return refuseKey('keys_exclude_each_other', `KeyType, FileVaultUnlock.${exported[0]}`)
  }
  // Without it nobody would ever learn the new key.
  return atLeastOne(body, [body.KeyType === 'personal' ? 'ReplyEncryptionCertificate' : 'NewCertificate'])
}

const checkUpdates: CrossRule = (body) => {
  const updates = Array.isArray(body.Updates) ? body.Updates : []
  for (const [index, update] of updates.entries()) {
    const refusal = isPlistDict(update)
      ? atLeastOne(update, ['ProductKey', 'ProductVersion'], `Updates[${index}].`)
      : null
    if (refusal) return refusal
  }
  return notEmpty('Updates')(body)
}

/**
 * What holds between the keys of a command, which Apple's schema says in words only.
 * Source: mdm/commands/*.yaml (content)
 */
export const crossRules: Readonly<Partial<Record<RequestType, CrossRule>>> = {
  AccountConfiguration: checkAccounts,
  DeleteUser: (body) => atLeastOne(body, ['UserName']),
  DeviceInformation: notEmpty('Queries'),
  InstallApplication: (body, subject) =>
    exactlyOne(body, ['iTunesStoreID', 'Identifier', 'ManifestURL']) ?? fitsApp(body, subject),
  InstallEnterpriseApplication: (body, subject) =>
    exactlyOne(body, ['Manifest', 'ManifestURL']) ?? fitsApp(body, subject),
  InstallMedia: (body) => atLeastOne(body, ['iTunesStoreID']),
  InstallProfile: notEmpty('Payload'),
  LOMDeviceRequest: notEmpty('RequestList'),
  ManagedApplicationConfiguration: notEmpty('Identifiers'),
  ManagedApplicationFeedback: notEmpty('Identifiers'),
  RequestMirroring: (body) => atLeastOne(body, ['DestinationName', 'DestinationDeviceID']),
  RestartDevice: (body) =>
    body.KextPaths !== undefined && body.RebuildKernelCache !== true
      ? refuseKey('key_missing', 'RebuildKernelCache')
      : null,
  RotateFileVaultKey: checkRotation,
  ScheduleOSUpdate: checkUpdates,
  Settings: notEmpty('Settings'),
}
