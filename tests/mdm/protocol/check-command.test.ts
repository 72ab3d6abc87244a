import { describe, expect, it } from 'vitest'
import { accessRight, allAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import type { CommandSubject } from '#lib/mdm/protocol/check-availability.ts'
import { checkCommand } from '#lib/mdm/protocol/check-command.ts'
import { describeRefusal } from '#lib/mdm/protocol/command-refusal.ts'
import type { CommandBody } from '#lib/mdm/protocol/commands.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

const mac: CommandSubject = {
  enrollmentType: 'device',
  channel: 'device',
  accessRights: allAccessRights,
  osVersion: '15.1',
  supervised: null,
  appleSilicon: null,
}
const check = (body: CommandBody, change: Partial<CommandSubject> = {}) =>
  checkCommand({ ...mac, ...change }, body)
const of = (RequestType: string, keys: PlistDict = {}): CommandBody => ({ ...keys, RequestType })
const no = (code: string, key: string | null = null, version: string | null = null) => ({
  code,
  key,
  version,
})
const company = { enrollmentType: 'automated' } as const
const personal = { enrollmentType: 'user', accessRights: 0 } as const

describe('a command is refused', () => {
  it.each<[string, CommandBody, Partial<CommandSubject>, object]>([
    ['that Macs do not know', of('LogOutUser'), {}, no('unknown_request_type')],
    ['by a name of JavaScript', of('constructor'), {}, no('unknown_request_type')],
    ['in a user enrollment', of('DeviceLock'), personal, no('not_in_user_enrollment')],
    ['but for automated ones', of('DeviceConfigured'), {}, no('only_automated_enrollment')],
    ['on the user channel', of('ShutDownDevice'), { channel: 'user' }, no('wrong_channel')],
    ['on the device channel', of('NSExtensionMappings'), {}, no('wrong_channel')],
    ['without the right', of('SecurityInfo'), { accessRights: 1023 }, no('access_right_missing')],
    ['on an unsupervised Mac', of('UserList'), { supervised: false }, no('supervision_missing')],
    ['before supervision', of('UserList'), { osVersion: '10.15' }, no('supervision_missing')],
    ['by an old macOS', of('SetRecoveryLock'), { osVersion: '11.4' }, no('os_too_old', null, '11.5')],
    ['by macOS 27', of('AvailableOSUpdates'), { osVersion: '27.0' }, no('removed_from_os', null, '27.0')],
    ['by Intel', of('VerifyRecoveryLock'), { appleSilicon: false }, no('wrong_hardware')],
    ['by Apple silicon', of('VerifyFirmwarePassword'), { appleSilicon: true }, no('wrong_hardware')],
  ])('%s', (_when, body, change, refusal) => {
    expect(check(body, change)).toEqual(refusal)
  })
})

describe('a key is refused', () => {
  const setting = (item: PlistDict) => of('Settings', { Settings: [item] })
  const query = (name: string) => of('DeviceInformation', { Queries: [name] })
  it.each<[string, CommandBody, Partial<CommandSubject>, object]>([
    ['that is not known', of('SecurityInfo', { Extra: 1 }), {}, no('key_unknown', 'Extra')],
    ['by a name of JavaScript', of('SecurityInfo', { toString: 'x' }), {}, no('key_unknown', 'toString')],
    ['that is not there', of('RemoveProfile'), {}, no('key_missing', 'Identifier')],
    ['of another type', of('RemoveProfile', { Identifier: 1 }), {}, no('key_wrong_type', 'Identifier')],
    [
      'with a fraction',
      of('InstallApplication', { iTunesStoreID: 1.5 }),
      {},
      no('key_wrong_type', 'iTunesStoreID'),
    ],
    ['of four digits', of('DeviceLock', { PIN: '1234' }), {}, no('key_value_not_allowed', 'PIN')],
    [
      'inside an item',
      setting({ Item: 'HostName', HostName: 1 }),
      {},
      no('key_wrong_type', 'Settings[0].HostName'),
    ],
    [
      'missing inside an item',
      setting({ Item: 'MDMOptions' }),
      {},
      no('key_missing', 'Settings[0].MDMOptions'),
    ],
    [
      'as an item of iPhones',
      setting({ Item: 'Wallpaper' }),
      {},
      no('key_value_not_allowed', 'Settings[0].Item'),
    ],
    ['as an item without a name', setting({}), {}, no('key_value_not_allowed', 'Settings[0].Item')],
    [
      'as an item in a user enrollment',
      setting({ Item: 'DeviceName', DeviceName: 'x' }),
      personal,
      no('key_not_in_user_enrollment', 'Settings[0]'),
    ],
    [
      'as an item on the user channel',
      setting({ Item: 'ApplicationConfiguration', Identifier: 'x' }),
      { channel: 'user' },
      no('wrong_channel', 'Settings[0]'),
    ],
    [
      'as a query in a user enrollment',
      query('SerialNumber'),
      personal,
      no('key_not_in_user_enrollment', 'Queries[0] SerialNumber'),
    ],
    ['as a query of iPhones', query('IMEI'), {}, no('key_value_not_allowed', 'Queries[0] IMEI')],
    [
      'as a query without the right',
      query('WiFiMAC'),
      { accessRights: allAccessRights & ~accessRight.networkInformation },
      no('access_right_missing', 'Queries[0] WiFiMAC'),
    ],
    [
      'as a query for automated ones',
      query('AutoSetupAdminAccounts'),
      {},
      no('only_automated_enrollment', 'Queries[0] AutoSetupAdminAccounts'),
    ],
    [
      'as a query that macOS 27 removed',
      query('SoftwareUpdateDeviceID'),
      { osVersion: '27.1' },
      no('key_removed_from_os', 'Queries[0] SoftwareUpdateDeviceID', '27.0'),
    ],
    [
      'that an old macOS does not know',
      of('EraseDevice', { ObliterationBehavior: 'Always' }),
      { osVersion: '11.7.10' },
      no('key_too_new', 'ObliterationBehavior', '12.0'),
    ],
    [
      'that makes an app managed in a user enrollment',
      of('InstallApplication', { iTunesStoreID: 1, InstallAsManaged: true }),
      personal,
      no('key_not_in_user_enrollment', 'InstallAsManaged'),
    ],
    [
      'for an iPad app on Intel',
      of('InstallApplication', { iTunesStoreID: 1, iOSApp: true }),
      { appleSilicon: false },
      no('wrong_hardware', 'iOSApp'),
    ],
  ])('%s', (_when, body, change, refusal) => {
    expect(check(body, change)).toEqual(refusal)
  })
})

describe('keys together are refused', () => {
  const data = Buffer.from('x')
  const unlock = { FileVaultUnlock: { Password: 'x' } }
  const account = { shortName: 'admin', passwordHash: data }
  it.each<[string, CommandBody, object]>([
    [
      'when two name the app',
      of('InstallApplication', { iTunesStoreID: 1, Identifier: 'x' }),
      no('keys_exclude_each_other', 'iTunesStoreID, Identifier'),
    ],
    [
      'when none names the app',
      of('InstallApplication'),
      no('key_missing', 'iTunesStoreID, Identifier, ManifestURL'),
    ],
    [
      'when nothing is asked',
      of('DeviceInformation', { Queries: [] }),
      no('key_value_not_allowed', 'Queries'),
    ],
    [
      'when a profile is empty',
      of('InstallProfile', { Payload: Buffer.alloc(0) }),
      no('key_value_not_allowed', 'Payload'),
    ],
    ['when nobody is deleted', of('DeleteUser'), no('key_missing', 'UserName')],
    [
      'when the new recovery key would be lost',
      of('RotateFileVaultKey', { KeyType: 'personal', ...unlock }),
      no('key_missing', 'ReplyEncryptionCertificate'),
    ],
    [
      'when nothing unlocks FileVault',
      of('RotateFileVaultKey', { KeyType: 'personal', FileVaultUnlock: {} }),
      no('key_missing', 'FileVaultUnlock.Password'),
    ],
    [
      'when the wrong key unlocks FileVault',
      of('RotateFileVaultKey', {
        KeyType: 'personal',
        FileVaultUnlock: { PrivateKeyExport: data, PrivateKeyExportPassword: 'x' },
      }),
      no('keys_exclude_each_other', 'KeyType, FileVaultUnlock.PrivateKeyExport'),
    ],
    [
      'when an institutional key has no certificate',
      of('RotateFileVaultKey', { KeyType: 'institutional', ...unlock }),
      no('key_missing', 'NewCertificate'),
    ],
    [
      'when nobody would administer the Mac',
      of('AccountConfiguration', { SkipPrimarySetupAccountCreation: true }),
      no('key_missing', 'AutoSetupAdminAccounts'),
    ],
    [
      'when only the first account would be made',
      of('AccountConfiguration', { AutoSetupAdminAccounts: [account, account] }),
      no('key_value_not_allowed', 'AutoSetupAdminAccounts'),
    ],
    [
      'when extensions are named but nothing is rebuilt',
      of('RestartDevice', { KextPaths: ['/x'] }),
      no('key_missing', 'RebuildKernelCache'),
    ],
    [
      'when an update names no product',
      of('ScheduleOSUpdate', { Updates: [{ InstallAction: 'Default' }] }),
      no('key_missing', 'Updates[0].ProductKey, ProductVersion'),
    ],
  ])('%s', (_when, body, refusal) => {
    expect(check(body, company)).toEqual(refusal)
  })
})

describe('what is not known of a Mac', () => {
  it('is no reason to refuse', () => {
    for (const osVersion of [null, '', 'unknown', '15.1 beta']) {
      expect(check(of('AvailableOSUpdates'), { osVersion })).toBeNull()
      expect(
        check(of('TriggerEnhancedLogCollection', { AppleCareToken: 'x' }), { osVersion, channel: 'user' }),
      ).toBeNull()
    }
    for (const body of [
      of('VerifyRecoveryLock', { Password: 'x' }),
      of('VerifyFirmwarePassword', { Password: 'x' }),
    ]) {
      expect(check(body)).toBeNull()
    }
  })

  it('is taken from the Mac as soon as it tells', () => {
    expect(check(of('UserList'), { osVersion: '10.15', supervised: true })).toBeNull()
    expect(check(of('UserList'), { ...company, osVersion: '10.15' })).toBeNull()
  })
})

describe('every command', () => {
  it('may ask for a network on a cable', () => {
    expect(check(of('SecurityInfo', { RequestRequiresNetworkTether: true }))).toBeNull()
  })

  it('may come from JSON, without a prototype', () => {
    const body: CommandBody = Object.assign(Object.create(null), of('RemoveProfile', { Identifier: 'x' }))
    expect(check(body)).toBeNull()
  })

  it('has its refusal in words for the log, with no value in it', () => {
    const refusal = check(of('EraseDevice', { PIN: '12345' }))
    if (!refusal) throw new Error('it was not refused')
    expect(describeRefusal('EraseDevice', refusal)).toBe('EraseDevice: PIN: key value not allowed')
    expect(describeRefusal('SetRecoveryLock', { code: 'os_too_old', key: null, version: '11.5' })).toBe(
      'SetRecoveryLock: os too old (macOS 11.5)',
    )
  })
})
