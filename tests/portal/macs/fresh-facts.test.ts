import { afterAll, beforeAll, expect, it } from 'vitest'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

it('shows a Mac’s new macOS as soon as the Mac says so, without asking', async () => {
  const { mdm } = runtime()
  const { mac, deviceId } = await world.enrollMac(await makePerson())
  const row = () => prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
  const hear = async () => {
    await mdm.digestStatusReports()
    await world.listen()
  }
  await mdm.syncDeclarations()
  await mac.poll()
  await hear()
  expect(Object.keys(mac.state.declarations.declarations)).toContain('zelf.status.subscriptions')
  const { hardware } = mac.state
  expect(await row()).toMatchObject({ osVersion: hardware.osVersion, fileVault: true })
  hardware.osVersion = '26.9'
  hardware.buildVersion = '25Z99'
  await mac.reportsStatus()
  await hear()
  expect(await row()).toMatchObject({ osVersion: '26.9', buildVersion: '25Z99' })
})

it('declares in a transaction of the portal, or not at all', async () => {
  const { mdm } = runtime()
  const { mac } = await world.enrollMac(await makePerson())
  const { enrollmentId } = mac
  const declare = (fails: boolean) =>
    inTransaction(async (tx) => {
      const operations = mdmIn(tx)
      const content = Buffer.from('a file')
      const Reference = await operations.assetReference(
        await operations.putAsset({ contentType: 'application/zip', content }),
      )
      if (!Reference) throw new Error('the file is not there')
      await operations.declare('policy', [
        { identifier: 'policy.zip', type: 'com.apple.asset.data', payload: { Reference } },
        {
          identifier: 'policy.sudo',
          type: 'com.apple.configuration.services.configuration-files',
          payload: { ServiceType: 'com.apple.sudo', DataAssetReference: 'policy.zip' },
        },
        {
          identifier: 'policy.on',
          type: 'com.apple.activation.simple',
          payload: { StandardConfigurations: ['policy.sudo'] },
        },
      ])
      expect(await operations.assignDeclarations(enrollmentId, 'policy')).toBe(true)
      expect(await operations.declarationStates(enrollmentId)).toHaveLength(5)
      if (fails) throw new Error('the portal stumbles')
    })
  await expect(declare(true)).rejects.toThrow('the portal stumbles')
  expect(await prisma().mdmDeclaration.count({ where: { identifier: { startsWith: 'policy.' } } })).toBe(0)
  await declare(false)
  await mdm.syncDeclarations()
  await mac.poll()
  await mdm.digestStatusReports()
  const [states, status] = await inTransaction(async (tx) => [
    await mdmIn(tx).declarationStates(enrollmentId),
    await mdmIn(tx).statusItems(enrollmentId),
  ])
  expect(states).toContainEqual(
    expect.objectContaining({
      identifier: 'policy.sudo',
      reported: expect.objectContaining({ active: true }),
    }),
  )
  expect(JSON.stringify(status)).toContain(mac.serialNumber)
  await inTransaction(async (tx) => {
    expect(await mdmIn(tx).unassignDeclarations(enrollmentId, 'policy')).toBe(true)
    await mdmIn(tx).withdrawDeclarations('policy')
  })
  expect(await prisma().mdmDeclaration.count({ where: { identifier: { startsWith: 'policy.' } } })).toBe(0)
})
