import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { allAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import type { CommandSubject } from '#lib/mdm/protocol/check-availability.ts'
import { checkCommand } from '#lib/mdm/protocol/check-command.ts'
import { buildAccountConfiguration } from '#lib/mdm/protocol/commands/build-account-configuration.ts'
import { buildCommand } from '#lib/mdm/protocol/commands/build-command.ts'
import {
  buildSetFirmwarePassword,
  buildVerifyFirmwarePassword,
} from '#lib/mdm/protocol/commands/build-firmware-password.ts'
import { buildInstallApplication } from '#lib/mdm/protocol/commands/build-install-application.ts'
import { buildInviteToProgram } from '#lib/mdm/protocol/commands/build-invite-to-program.ts'
import { buildLomDeviceRequest } from '#lib/mdm/protocol/commands/build-lom-device-request.ts'
import { buildManagedApplicationConfiguration } from '#lib/mdm/protocol/commands/build-managed-application-configuration.ts'
import {
  buildSetRecoveryLock,
  buildVerifyRecoveryLock,
} from '#lib/mdm/protocol/commands/build-recovery-lock.ts'
import { buildRotateFileVaultKey } from '#lib/mdm/protocol/commands/build-rotate-file-vault-key.ts'
import { buildSetAutoAdminPassword } from '#lib/mdm/protocol/commands/build-set-auto-admin-password.ts'
import {
  applicationConfigurationSetting,
  bluetoothSetting,
  buildSettings,
  deviceNameSetting,
  hostNameSetting,
  managementSetting,
  organizationSetting,
} from '#lib/mdm/protocol/commands/build-settings.ts'
import { buildDeleteUser, buildUnlockUserAccount } from '#lib/mdm/protocol/commands/build-user-account.ts'
import { hashAccountPassword } from '#lib/mdm/protocol/commands/hash-account-password.ts'
import {
  buildCertificateList,
  buildDeclarativeManagement,
  buildDeviceInformation,
  buildInstallEnterpriseApplication,
  buildInstalledApplicationList,
  buildManagedApplicationList,
  buildProfileList,
  buildRemoveApplication,
  buildRemoveProfile,
  buildSecurityInfo,
  type CommandBody,
  encodeCommand,
} from '#lib/mdm/protocol/commands.ts'
import {
  buildDeviceLock,
  buildEraseDevice,
  buildRestartDevice,
  buildShutDownDevice,
} from '#lib/mdm/protocol/device-actions.ts'
import { InvalidCommandError } from '#lib/mdm/protocol/errors.ts'
import { needAppleSchema } from '#tests/support/apple-schema.ts'

const passwordHash = hashAccountPassword('correct horse', randomBytes(32), 20_000)
const administrator = { shortName: 'admin', fullName: 'Admin', passwordHash, hidden: true }
const certificate = randomBytes(100)
const configuration = { server: 'https://example.com' }

type Kind = { enrollmentType: 'device' | 'user' | 'automated'; osVersion: string; channel?: 'user' }
const device: Kind = { enrollmentType: 'device', osVersion: '14.5' }
const user: Kind = { enrollmentType: 'user', osVersion: '26.0' }
const automated: Kind = { enrollmentType: 'automated', osVersion: '15.1' }

const built: [Kind, CommandBody][] = [
  [user, buildInstallApplication({ source: { storeId: 497_799_835 }, licensed: true })],
  [
    device,
    buildInstallApplication({
      source: { bundleIdentifier: 'com.example.app' },
      asManaged: { removeWithEnrollment: true },
      configuration,
      iPadApp: true,
    }),
  ],
  [device, buildInstallApplication({ source: { manifestUrl: 'https://mdm.example.com/m' } })],
  [user, buildInstallEnterpriseApplication({ manifest: 'https://mdm.example.com/m' })],
  [
    device,
    buildInstallEnterpriseApplication({
      manifest: { items: [] },
      asManaged: { removeWithEnrollment: true },
    }),
  ],
  [device, buildRemoveApplication('com.example.app')],
  [user, buildManagedApplicationConfiguration(['com.example.app'])],
  [user, buildManagedApplicationList(['com.example.app'])],
  [device, buildInstalledApplicationList(true)],
  [{ ...device, channel: 'user' }, buildInviteToProgram('https://buy.itunes.apple.com/invite?code=x')],
  [
    device,
    buildSettings([
      deviceNameSetting('Sam’s Mac'),
      hostNameSetting('mac-12.example.com'),
      bluetoothSetting(false),
      organizationSetting({ name: 'Voorbeeld B.V.', email: 'help@example.com', phone: '+31' }),
      managementSetting({ activationLockAllowed: false, promptForBootstrapToken: true }),
      applicationConfigurationSetting('com.example.app', configuration),
    ]),
  ],
  [
    user,
    buildSettings([
      organizationSetting({ name: 'Voorbeeld' }),
      applicationConfigurationSetting('com.example.app'),
    ]),
  ],
  [device, buildDeviceLock({ pin: '012345', message: 'Found? Call us', phoneNumber: '+31' })],
  [device, buildEraseDevice({ pin: '012345', obliterationBehavior: 'DoNotObliterate' })],
  [device, buildRestartDevice({ notifyUser: true })],
  [device, buildShutDownDevice()],
  [device, buildRotateFileVaultKey({ password: 'x', replyCertificate: certificate })],
  [device, buildSetRecoveryLock({ newPassword: 'new', currentPassword: 'old' })],
  [device, buildSetRecoveryLock({ newPassword: '' })],
  [device, buildVerifyRecoveryLock('x')],
  [device, buildSetFirmwarePassword({ newPassword: 'new', currentPassword: 'old', allowOptionRoms: false })],
  [device, buildVerifyFirmwarePassword('x')],
  [automated, buildAccountConfiguration({ administrator, primary: { kind: 'none' } })],
  [
    automated,
    buildAccountConfiguration({
      administrator,
      primary: { kind: 'standard', fullName: 'Sam Jansen', userName: 'sam', locked: true },
    }),
  ],
  [automated, buildAccountConfiguration({})],
  [automated, buildSetAutoAdminPassword({ guid: randomUUID(), passwordHash })],
  [automated, buildCommand('DeviceConfigured')],
  [device, buildUnlockUserAccount('sam')],
  [device, buildDeleteUser('sam')],
  [
    device,
    buildLomDeviceRequest([
      {
        deed: 'PowerON',
        requestUuid: randomUUID(),
        dnsName: 'mac.example.com',
        primaryIpv6Addresses: ['fe80::1'],
        secondaryIpv6Addresses: [],
        protocolVersion: 1,
      },
    ]),
  ],
  [user, buildRemoveProfile('com.example.profile')],
  [user, buildProfileList(true)],
  [user, buildCertificateList(true)],
  [user, buildSecurityInfo()],
  [user, buildDeclarativeManagement()],
  ...(['user', 'device', 'automated'] as const).flatMap((enrollmentType) =>
    ['10.15', '12.0', '13.0', '14.0', '26.0', '27.0'].map((osVersion): [Kind, CommandBody] => [
      { enrollmentType, osVersion },
      buildDeviceInformation({ enrollmentType, osVersion }),
    ]),
  ),
]

describe('builders', () => {
  it('make what Apple’s schema allows', async (context) => {
    const schema = await needAppleSchema(context)
    for (const [{ enrollmentType, osVersion: os, channel = 'device' }, body] of built) {
      const enrollment = enrollmentType === 'automated' ? 'supervised' : enrollmentType
      const document = encodeCommand(randomUUID(), body)
      expect(schema.validate('command', document, { enrollment, os, channel }), body.RequestType).toEqual([])
    }
  })

  it('make what the queue takes', () => {
    for (const [{ enrollmentType, osVersion, channel = 'device' }, body] of built) {
      const unknown = { accessRights: allAccessRights, supervised: null, appleSilicon: null }
      const subject: CommandSubject = { enrollmentType, osVersion, channel, ...unknown }
      expect(checkCommand(subject, body), body.RequestType).toBeNull()
    }
  })

  it.each<[string, () => CommandBody]>([
    ['a host name with a space', () => buildSettings([hostNameSetting('sam mac')])],
    ['a host name that begins with a hyphen', () => buildSettings([hostNameSetting('-mac')])],
    ['a Mac without a name', () => buildSettings([deviceNameSetting(' ')])],
    ['no setting at all', () => buildSettings([])],
    ['an app without an identifier', () => buildSettings([applicationConfigurationSetting('')])],
    [
      'a manifest without TLS',
      () => buildInstallApplication({ source: { manifestUrl: 'http://example.com/m' } }),
    ],
    ['an invitation without TLS', () => buildInviteToProgram('http://example.com')],
    ['an invitation that is no address', () => buildInviteToProgram('x')],
    ['a firmware password that no keyboard has', () => buildSetFirmwarePassword({ newPassword: 'pässword' })],
    ['an account without a name', () => buildDeleteUser('')],
    ['an account without a name to unlock', () => buildUnlockUserAccount('')],
    ['set-up that leaves no administrator', () => buildAccountConfiguration({ primary: { kind: 'none' } })],
    [
      'an administrator by an impossible name',
      () => buildAccountConfiguration({ administrator: { shortName: 'a b', passwordHash } }),
    ],
    ['no requests for lights-out management', () => buildLomDeviceRequest([])],
    ['no apps to ask about', () => buildManagedApplicationConfiguration([])],
    ['a key that a command needs', () => buildCommand('RequestMirroring', {})],
    [
      'two sources of one app',
      () => buildCommand('InstallApplication', { iTunesStoreID: 1, Identifier: 'com.example.app' }),
    ],
  ])('refuse %s', (_what, build) => {
    expect(build).toThrow(InvalidCommandError)
  })
})
