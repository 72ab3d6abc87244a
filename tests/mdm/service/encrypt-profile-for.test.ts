import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildInstallProfile } from '#lib/mdm/protocol/commands.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())

const operations = () => server.mdm.in(server.sql)
const profile = encodePlist({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'nl.example.wifi',
  PayloadUUID: '0E2B1C7E-6B06-4E0B-9C1B-2A8E0C9D1F02',
  PayloadDisplayName: 'Wi-Fi',
  PayloadContent: [{ PayloadType: 'com.apple.wifi.managed', PayloadIdentifier: 'x', PayloadUUID: 'y' }],
})

async function installOn(mac: SimulatedMac, content: Uint8Array) {
  const { commandUuid } = await operations().queue(mac.enrollmentId, buildInstallProfile(content))
  await mac.poll()
  return (await operations().commandState(commandUuid))?.status
}

describe('a profile that is encrypted to one Mac', () => {
  it('installs there and nowhere else', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const encrypted = await operations().encryptProfileFor(mac.enrollmentId, profile)
    expect(await installOn(mac, encrypted)).toBe('acknowledged')
    expect(await installOn(other, encrypted)).toBe('error')
    expect(mac.profiles.map(({ identifier }) => identifier)).toContain('nl.example.wifi')
  })

  it('goes to the identity that the Mac has renewed', async () => {
    const mac = await server.enrollMac()
    server.passTime(340 * 86_400_000)
    await server.mdm.renewIdentities()
    await mac.poll()
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      const encrypted = await operations().encryptProfileFor(mac.enrollmentId, profile)
      expect(await installOn(mac, encrypted)).toBe('acknowledged')
      await server.mdm.renewIdentities()
    }
  })

  it('is made for no Mac that has left', async () => {
    const mac = await server.enrollMac()
    await mac.checkOut()
    for (const id of [mac.enrollmentId, 'nobody']) {
      await expect(operations().encryptProfileFor(id, profile)).rejects.toMatchObject({
        code: 'not_enrolled',
      })
    }
  })
})
