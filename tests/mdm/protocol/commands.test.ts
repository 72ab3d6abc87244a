import { describe, expect, it } from 'vitest'
import {
  buildCertificateList,
  buildDeclarativeManagement,
  buildDeviceInformation,
  buildInstallEnterpriseApplication,
  buildInstalledApplicationList,
  buildInstallProfile,
  buildManagedApplicationList,
  buildProfileList,
  buildRemoveApplication,
  buildRemoveProfile,
  buildSecurityInfo,
  encodeCommand,
} from '#lib/mdm/protocol/commands.ts'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import {
  buildDeviceLock,
  buildEraseDevice,
  buildRestartDevice,
  buildShutDownDevice,
} from '#lib/mdm/protocol/device-actions.ts'
import { InvalidCommandError } from '#lib/mdm/protocol/errors.ts'
import { buildAppManifest } from '#lib/mdm/protocol/manifest.ts'

describe('commands', () => {
  it('go out with their UUID around the request', () => {
    const xml = encodeCommand('9F09D114', buildInstallProfile(Uint8Array.of(1, 2)))
    expect(xml).toContain('-//Apple//DTD PLIST 1.0//EN')
    expect(decodePlist(new TextEncoder().encode(xml))).toEqual({
      CommandUUID: '9F09D114',
      Command: { RequestType: 'InstallProfile', Payload: Uint8Array.of(1, 2) },
    })
  })

  it('carry only what was asked', () => {
    expect(buildSecurityInfo()).toEqual({ RequestType: 'SecurityInfo' })
    expect(buildProfileList()).toEqual({ RequestType: 'ProfileList' })
    expect(buildProfileList(true)).toEqual({ RequestType: 'ProfileList', ManagedOnly: true })
    expect(buildCertificateList(true)).toEqual({ RequestType: 'CertificateList', ManagedOnly: true })
    expect(buildInstalledApplicationList()).toEqual({ RequestType: 'InstalledApplicationList' })
    expect(buildManagedApplicationList()).toEqual({ RequestType: 'ManagedApplicationList' })
    expect(buildManagedApplicationList(['a.b'])).toMatchObject({ Identifiers: ['a.b'] })
    expect(buildDeclarativeManagement()).toEqual({ RequestType: 'DeclarativeManagement' })
    expect(buildDeclarativeManagement(Uint8Array.of(123))).toMatchObject({ Data: Uint8Array.of(123) })
    expect(buildRemoveProfile('a.b')).toEqual({ RequestType: 'RemoveProfile', Identifier: 'a.b' })
    expect(buildRemoveApplication('a.b')).toEqual({ RequestType: 'RemoveApplication', Identifier: 'a.b' })
    expect(buildRestartDevice({ notifyUser: true })).toEqual({
      RequestType: 'RestartDevice',
      NotifyUser: true,
    })
    expect(buildRestartDevice({ notifyUser: false })).toEqual({ RequestType: 'RestartDevice' })
    expect(buildShutDownDevice()).toEqual({ RequestType: 'ShutDownDevice' })
  })

  it('refuse what cannot work', () => {
    for (const run of [
      () => buildInstallProfile(new Uint8Array()),
      () => buildRemoveProfile(''),
      () => buildRemoveApplication(''),
      () => buildDeviceInformation({ enrollmentType: 'user' }, ['SerialNumber']),
    ]) {
      expect(run).toThrow(InvalidCommandError)
    }
  })
})

describe('DeviceInformation', () => {
  it('asks a personal Mac for nothing that identifies it', () => {
    const { Queries } = buildDeviceInformation({ enrollmentType: 'user' })
    expect(Queries).toContain('OSVersion')
    for (const query of ['UDID', 'SerialNumber', 'WiFiMAC', 'iTunesStoreAccountHash']) {
      expect(Queries).not.toContain(query)
    }
    expect(buildDeviceInformation({ enrollmentType: 'user' }, ['OSVersion', 'SerialNumber']).Queries).toEqual(
      ['OSVersion'],
    )
  })

  it('asks for the administrators that set-up made only where set-up was automated', () => {
    expect(buildDeviceInformation({ enrollmentType: 'device' }).Queries).not.toContain(
      'AutoSetupAdminAccounts',
    )
    expect(buildDeviceInformation({ enrollmentType: 'automated' }).Queries).toContain(
      'AutoSetupAdminAccounts',
    )
  })

  it('asks any other Mac for serial number and identifiers too', () => {
    for (const enrollmentType of ['device', 'automated'] as const) {
      expect(buildDeviceInformation({ enrollmentType }).Queries).toEqual(
        expect.arrayContaining(['SerialNumber', 'UDID', 'OSVersion']),
      )
    }
  })
})

describe('DeviceLock and EraseDevice', () => {
  it('take a PIN of six digits', () => {
    expect(buildDeviceLock({ pin: '012345', message: 'Found? Call us', phoneNumber: '+31' })).toEqual({
      RequestType: 'DeviceLock',
      PIN: '012345',
      Message: 'Found? Call us',
      PhoneNumber: '+31',
    })
    expect(buildEraseDevice({ pin: '012345', obliterationBehavior: 'DoNotObliterate' })).toEqual({
      RequestType: 'EraseDevice',
      PIN: '012345',
      ObliterationBehavior: 'DoNotObliterate',
    })
  })

  it.each(['', '12345', '1234567', 'abcdef', '12 456', '١٢٣٤٥٦', '123456\n'])('refuse the PIN %j', (pin) => {
    expect(() => buildDeviceLock({ pin })).toThrow(InvalidCommandError)
    expect(() => buildEraseDevice({ pin })).toThrow(InvalidCommandError)
  })
})

describe('packages', () => {
  const options = {
    packageUrl: 'https://mdm.example.com/p/abc.pkg',
    sizeBytes: 12_345,
    sha256Hex: 'AB'.repeat(32),
    bundleIdentifier: 'com.example.app',
    bundleVersion: '1.2',
    title: 'App & Co',
  }

  it('are described with one hash over the whole file', () => {
    expect(buildAppManifest({ ...options, subtitle: 'Example' })).toEqual({
      items: [
        {
          assets: [
            {
              kind: 'software-package',
              url: 'https://mdm.example.com/p/abc.pkg',
              'sha256-size': 12_345,
              sha256s: ['ab'.repeat(32)],
            },
          ],
          metadata: {
            kind: 'software',
            'bundle-identifier': 'com.example.app',
            'bundle-version': '1.2',
            title: 'App & Co',
            subtitle: 'Example',
          },
        },
      ],
    })
  })

  it('are refused without a true hash or size', () => {
    for (const change of [
      { sha256Hex: 'abc' },
      { sizeBytes: 0 },
      { sizeBytes: 1.5 },
      { sizeBytes: Number.NaN },
    ]) {
      expect(() => buildAppManifest({ ...options, ...change })).toThrow(InvalidCommandError)
    }
  })

  it('are sent by address or inline, managed only on request', () => {
    const manifest = 'https://mdm.example.com/m/abc'
    expect(buildInstallEnterpriseApplication({ manifest })).toEqual({
      RequestType: 'InstallEnterpriseApplication',
      ManifestURL: manifest,
    })
    const inline = buildAppManifest(options)
    expect(
      buildInstallEnterpriseApplication({ manifest: inline, asManaged: { removeWithEnrollment: true } }),
    ).toEqual({
      RequestType: 'InstallEnterpriseApplication',
      Manifest: inline,
      InstallAsManaged: true,
      ChangeManagementState: 'Managed',
      ManagementFlags: 1,
    })
    expect(
      buildInstallEnterpriseApplication({ manifest, asManaged: { removeWithEnrollment: false } }),
    ).not.toHaveProperty('ManagementFlags')
  })
})
