import { build } from 'plist'
import { describe, expect, it } from 'vitest'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { meetEnrolledMac, meetMac, quick, temporaryDirectory } from './support/meet-mac.ts'
import { offerPackage } from './support/pretend-package.ts'
import type { StandInServer } from './support/stand-in-server.ts'

async function managedApps(server: StandInServer, mac: SimulatedMac): Promise<unknown> {
  const uuid = server.queue('ManagedApplicationList')
  await mac.poll()
  return server.resultOf(uuid)?.ManagedApplicationList
}

const drawing = (mac: SimulatedMac) => mac.apps.find(({ identifier }) => identifier === 'nl.example.drawing')

describe('installing an app', () => {
  it('is acknowledged before the download, and listed once it has happened', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { downloadBytesPerSecond: 200_000 } })
    const { manifest, manifestUrl } = offerPackage(server)
    server.files.set('/manifest.plist', Buffer.from(build(manifest as never)))
    const uuid = server.queue('InstallEnterpriseApplication', {
      ManifestURL: manifestUrl,
      InstallAsManaged: true,
    })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(drawing(mac)).toBeUndefined()
    await expect
      .poll(() => managedApps(server, mac))
      .toMatchObject({ 'nl.example.drawing': { Status: 'Installing' } })
    await mac.installsSettled()
    expect(drawing(mac)).toMatchObject({ name: 'Drawing', version: '4.2.0', sizeBytes: 70_000 })
    expect(await managedApps(server, mac)).toMatchObject({ 'nl.example.drawing': { Status: 'Managed' } })
    const list = server.queue('InstalledApplicationList', { Identifiers: ['nl.example.drawing'] })
    await mac.poll()
    expect(server.resultOf(list)?.InstalledApplicationList).toMatchObject([
      { Name: 'Drawing', ShortVersion: '4.2.0' },
    ])
  })

  it('goes on where a broken download stopped', async () => {
    const { server, mac } = await meetEnrolledMac()
    const { manifest } = offerPackage(server)
    server.breakDownloadAfter = 30_000
    server.queue('InstallEnterpriseApplication', { Manifest: manifest })
    await mac.poll()
    await mac.installsSettled()
    expect(drawing(mac)).toMatchObject({ managed: false })
    expect(server.ranges).toEqual(['', 'bytes=30000-'])
  })

  it('goes on after the process was killed between its answer and the end of the download', async () => {
    const stateDirectory = temporaryDirectory()
    const { server, mac } = await meetEnrolledMac({
      stateDirectory,
      behaviours: { downloadBytesPerSecond: 400_000 },
    })
    const { manifest } = offerPackage(server, 300_000)
    server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    await expect.poll(() => mac.state.installs[0]?.phase).toBe('downloading')
    await mac.close()
    const again = await SimulatedMac.resume(mac.serialNumber, {
      stateDirectory,
      pushServiceUrl: null,
      behaviours: { ...quick, downloadBytesPerSecond: null },
    })
    again.start()
    await expect.poll(() => drawing(again)).toMatchObject({ managed: true })
    await again.close()
  })

  it('refuses a package that does not fit its hashes, and says Failed once', async () => {
    const { server, mac } = await meetEnrolledMac()
    const { manifest, bytes } = offerPackage(server)
    bytes[50_000] = (bytes[50_000] ?? 0) ^ 1
    server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    await mac.installsSettled()
    expect(await managedApps(server, mac)).toMatchObject({ 'nl.example.drawing': { Status: 'Failed' } })
    expect(await managedApps(server, mac)).toEqual({})
    expect(drawing(mac)).toBeUndefined()
  })

  it('refuses a download that is no package at all', async () => {
    const { server, mac } = await meetEnrolledMac()
    const { manifest, bytes } = offerPackage(server)
    bytes.write('<htm')
    server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    await mac.installsSettled()
    expect(await managedApps(server, mac)).toMatchObject({ 'nl.example.drawing': { Status: 'Failed' } })
  })

  it('fails in the way it was told to', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { fail: 'command' } })
    const { manifest } = offerPackage(server)
    const uuid = server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({
      Status: 'Error',
      ErrorChain: [{ ErrorDomain: 'MCMDMErrorDomain' }],
    })
    mac.behave({ fail: 'download' })
    server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    await mac.installsSettled()
    expect(await managedApps(server, mac)).toMatchObject({ 'nl.example.drawing': { Status: 'Failed' } })
  })

  it('downloads nothing when the person declines', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { refuse: true } })
    const { manifest } = offerPackage(server)
    server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    await mac.installsSettled()
    expect(await managedApps(server, mac)).toMatchObject({ 'nl.example.drawing': { Status: 'UserRejected' } })
    expect(server.ranges).toEqual([])
  })

  it('takes managed apps away with the enrolment when they were marked so', async () => {
    const { server, mac } = await meetEnrolledMac()
    const { manifest } = offerPackage(server)
    const parameters = { Manifest: manifest, InstallAsManaged: true, ManagementFlags: 1 }
    server.queue('InstallEnterpriseApplication', parameters)
    await mac.poll()
    await mac.installsSettled()
    await mac.leave()
    expect(drawing(mac)).toBeUndefined()
  })

  it('installs no managed app in a user enrolment', async () => {
    const { server } = await meetEnrolledMac()
    const mac = await meetMac()
    await mac.enroll(server.link({ mode: 'user' }))
    const { manifest } = offerPackage(server)
    const uuid = server.queue('InstallEnterpriseApplication', { Manifest: manifest, InstallAsManaged: true })
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Error' })
  })
})
