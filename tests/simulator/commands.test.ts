import { build } from 'plist'
import { describe, expect, it } from 'vitest'
import { recoveryKeyOf } from '#simulator/mac/recovery-key.ts'
import { makeCertificate } from '#simulator/pki/certificate.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { decryptWith } from '#simulator/pki/enveloped-data.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'
import { signProfile } from './support/enrollment-profile.ts'
import { meetEnrolledMac, meetMac } from './support/meet-mac.ts'

const wifi = (name: string) => ({
  PayloadType: 'Configuration',
  PayloadIdentifier: 'test.wifi',
  PayloadUUID: `uuid-${name}`,
  PayloadVersion: 1,
  PayloadDisplayName: name,
  PayloadContent: [
    {
      PayloadType: 'com.apple.wifi.managed',
      PayloadIdentifier: 'test.wifi.1',
      PayloadUUID: 'uuid-1',
      PayloadVersion: 1,
      SSID_STR: 'Office',
    },
  ],
})

describe('commands', () => {
  it('answers just the queries that were asked', async () => {
    const { server, mac } = await meetEnrolledMac({ seed: 1 })
    const uuid = server.queue('DeviceInformation', { Queries: ['DeviceName', 'OSVersion', 'IMEI'] })
    expect(await mac.poll()).toEqual({ commands: 1, busy: false })
    expect(server.resultOf(uuid)).toMatchObject({
      Status: 'Acknowledged',
      QueryResponses: { DeviceName: mac.state.deviceName, OSVersion: mac.state.hardware.osVersion },
    })
    expect(Object.keys(server.resultOf(uuid)?.QueryResponses as object)).toHaveLength(2)
  })

  it('hides what a user enrolment may not see', async () => {
    const { server } = await meetEnrolledMac()
    const mac = await meetMac()
    await mac.enroll(server.link({ mode: 'user' }))
    const information = server.queue('DeviceInformation', { Queries: ['SerialNumber', 'Model'] })
    const apps = server.queue('InstalledApplicationList')
    await mac.poll()
    expect(server.resultOf(information)?.QueryResponses).toEqual({ Model: mac.state.hardware.model })
    expect(server.resultOf(apps)).toMatchObject({ Status: 'Error' })
  })

  it('lists sixty apps, Apple’s own among them', async () => {
    const { server, mac } = await meetEnrolledMac()
    const uuid = server.queue('InstalledApplicationList')
    await mac.poll()
    const list = server.resultOf(uuid)?.InstalledApplicationList as { Identifier: string; Version: string }[]
    expect(list).toHaveLength(60)
    expect(list.find(({ Identifier }) => Identifier === 'com.apple.Safari')?.Version).toBe('26.1')
  })

  it('installs, replaces, lists and removes profiles', async () => {
    const { server, mac } = await meetEnrolledMac()
    const signed = signProfile(build(wifi('First') as never), server.authority)
    server.queue('InstallProfile', { Payload: signed })
    server.queue('InstallProfile', { Payload: Buffer.from(build(wifi('Second') as never)) })
    const list = server.queue('ProfileList')
    await mac.poll()
    expect(server.resultOf(list)?.ProfileList).toMatchObject([
      { PayloadIdentifier: 'test.enrollment', PayloadContent: [{}, { PayloadType: 'com.apple.mdm' }] },
      { PayloadIdentifier: 'test.wifi', PayloadDisplayName: 'Second', SignerCertificates: [] },
    ])
    const removed = server.queue('RemoveProfile', { Identifier: 'test.wifi' })
    const missing = server.queue('RemoveProfile', { Identifier: 'test.nothing' })
    await mac.poll()
    expect(server.resultOf(removed)).toMatchObject({ Status: 'Acknowledged' })
    expect(server.resultOf(missing)).toMatchObject({ Status: 'Error' })
    expect(mac.profiles).toHaveLength(1)
  })

  it('refuses a profile whose signature is broken', async () => {
    const { server, mac } = await meetEnrolledMac()
    const signed = signProfile(build(wifi('Broken') as never), server.authority)
    const at = signed.indexOf('Office')
    signed.write('Orifce', at)
    const uuid = server.queue('InstallProfile', { Payload: signed })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Error' })
    expect(mac.profiles).toHaveLength(1)
  })

  it('renews its identity when the enrolment profile is replaced', async () => {
    const { server, mac } = await meetEnrolledMac()
    const before = mac.state.identity?.certificatePem
    const uuid = server.queue('InstallProfile', { Payload: Buffer.from(server.profileXml()) })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(mac.state.identity?.certificatePem).not.toBe(before)
    expect(new Set(server.signers).size).toBe(2)
    expect(server.checkIns.map(({ MessageType }) => MessageType)).toEqual([
      'Authenticate',
      'TokenUpdate',
      'Authenticate',
      'TokenUpdate',
    ])
  })

  it('keeps its old identity when the renewal fails', async () => {
    const { server, mac } = await meetEnrolledMac()
    const before = mac.state.identity
    const xml = server.profileXml()
    server.authority.challenges.clear()
    const uuid = server.queue('InstallProfile', { Payload: Buffer.from(xml) })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Error' })
    expect(mac.state.identity).toEqual(before)
  })

  it('leaves when the server removes the enrolment profile', async () => {
    const { server, mac } = await meetEnrolledMac()
    server.queue('RemoveProfile', { Identifier: 'test.enrollment' })
    await mac.poll()
    expect(server.checkIns.at(-1)).toMatchObject({ MessageType: 'CheckOut' })
    expect(mac.state.enrollment).toBeNull()
  })

  it('escrows its recovery key to the certificate that a profile names', async () => {
    const { server, mac } = await meetEnrolledMac({ seed: 'vault' })
    const key = await generateRsaKey()
    const name = encodeDistinguishedName([['CN', 'Escrow']])
    const hour = 3_600_000
    const certificate = makeCertificate({
      subject: name,
      issuer: name,
      publicKey: key.publicKey,
      signedBy: key.privateKey,
      notBefore: new Date(Date.now() - hour),
      notAfter: new Date(Date.now() + hour),
    })
    const escrow = {
      ...wifi('FileVault'),
      PayloadContent: [
        { PayloadType: 'com.apple.security.pkcs1', PayloadUUID: 'cert', PayloadContent: certificate.raw },
        {
          PayloadType: 'com.apple.security.FDERecoveryKeyEscrow',
          EncryptCertPayloadUUID: 'cert',
          Location: 'IT',
        },
      ],
    }
    server.queue('InstallProfile', { Payload: Buffer.from(build(escrow as never)) })
    const uuid = server.queue('SecurityInfo')
    await mac.poll()
    const info = server.resultOf(uuid)?.SecurityInfo as { FDE_PersonalRecoveryKeyCMS: Uint8Array }
    expect(decryptWith(key.privateKey, info.FDE_PersonalRecoveryKeyCMS).toString()).toBe(
      recoveryKeyOf('vault'),
    )
  })

  it('answers what it does not know with CommandFormatError, and what it must not do with Error', async () => {
    const { server } = await meetEnrolledMac()
    const mac = await meetMac()
    await mac.enroll(server.link({ accessRights: 8191 & ~4 & ~8 }))
    const unknown = server.queue('MakeCoffee')
    const lock = server.queue('DeviceLock', { PIN: '123456' })
    await mac.poll()
    expect(server.resultOf(unknown)).toMatchObject({
      Status: 'CommandFormatError',
      ErrorChain: [{ ErrorCode: 12021 }],
    })
    expect(server.resultOf(lock)).toMatchObject({ Status: 'Error' })
    expect(mac.state.power.kind).toBe('on')
  })

  it('is out of reach when locked, until its PIN is typed', async () => {
    const { server, mac } = await meetEnrolledMac()
    const lock = server.queue('DeviceLock', { PIN: '135790', Message: 'Lost' })
    const later = server.queue('SecurityInfo')
    await mac.poll()
    expect(server.resultOf(lock)).toMatchObject({ Status: 'Acknowledged', MessageResult: 'Success' })
    expect(server.resultOf(later)).toBeUndefined()
    await expect(mac.poll()).rejects.toMatchObject({ code: 'offline' })
    expect(() => mac.unlock('000000')).toThrow('PIN')
    mac.unlock('135790')
    await mac.poll()
    expect(server.resultOf(later)).toMatchObject({ Status: 'Acknowledged' })
  })

  it('comes back by itself after a restart', async () => {
    const { server, mac } = await meetEnrolledMac()
    server.queue('RestartDevice')
    const later = server.queue('ProfileList')
    await mac.poll()
    expect(mac.state.power.kind).toBe('restarting')
    mac.start()
    await expect.poll(() => server.resultOf(later)).toMatchObject({ Status: 'Acknowledged' })
  })

  it('forgets everything when erased', async () => {
    const { server, mac } = await meetEnrolledMac()
    const uuid = server.queue('EraseDevice')
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(mac.state).toMatchObject({ enrollment: null, identity: null, power: { kind: 'erased' } })
  })

  it('takes in declarations and reports which of them are in force', async () => {
    const { server, mac } = await meetEnrolledMac({ seed: 2 })
    const declare = (Identifier: string, Type: string, Payload: object) =>
      server.declarations.set(Identifier, { Identifier, Type, ServerToken: '1', Payload })
    declare('passcode', 'com.apple.configuration.passcode.settings', { MinimumLength: 8 })
    declare('unknown', 'com.apple.configuration.teapot', {})
    declare('subscriptions', 'com.apple.configuration.management.status-subscriptions', {
      StatusItems: [{ Name: 'device.operating-system.version' }, { Name: 'device.unheard-of' }],
    })
    declare('all', 'com.apple.activation.simple', {
      StandardConfigurations: ['passcode', 'unknown', 'subscriptions'],
    })
    server.queue('DeclarativeManagement')
    await mac.poll()
    const report = JSON.parse(Buffer.from(server.checkIns.at(-1)?.Data as Uint8Array).toString())
    expect(server.checkIns.at(-1)).toMatchObject({ MessageType: 'DeclarativeManagement', Endpoint: 'status' })
    expect(report.StatusItems.management.declarations.configurations).toMatchObject([
      { identifier: 'passcode', active: true, valid: 'valid' },
      { identifier: 'unknown', active: false, reasons: [{ code: 'Error.ConfigurationNotSupported' }] },
      { identifier: 'subscriptions', active: true },
    ])
    expect(report.StatusItems.device).toEqual({
      'operating-system': { version: mac.state.hardware.osVersion },
    })
    expect(report.Errors).toMatchObject([{ StatusItem: 'device.unheard-of' }])
    const before = server.checkIns.length
    server.queue('DeclarativeManagement')
    await mac.poll()
    expect(server.checkIns).toHaveLength(before + 1)
  })
})
