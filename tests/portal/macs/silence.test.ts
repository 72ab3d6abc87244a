import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { hearMacsAgain } from '#lib/jobs/hear-macs-again.ts'
import { keepMacAfterAll } from '#lib/jobs/keep-mac-after-all.ts'
import { reconcileAllProfiles } from '#lib/jobs/reconcile-all-profiles.ts'
import { sweeps } from '#lib/jobs/sweeps.ts'
import { settleRequiredApps } from '#lib/portal/installs/settle-required-apps.ts'
import { findSilentMacs } from '#lib/portal/macs/find-silent-macs.ts'
import { getLeavingSettings } from '#lib/portal/macs/get-leaving-settings.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { listLeftNotices } from '#lib/portal/macs/left-notices.ts'
import { letMacGo } from '#lib/portal/macs/let-mac-go.ts'
import { getMac, listMacEvents } from '#lib/portal/macs/queries.ts'
import { refreshStaleInventories } from '#lib/portal/macs/refresh-stale-inventories.ts'
import { updateLeavingSettings } from '#lib/portal/macs/update-leaving-settings.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makeApp } from '#tests/portal/installs/world.ts'
import { makeProfile } from '#tests/portal/profiles/make-profile.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => world.stop())

const zelf = systemActor('Zelf')
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

async function meet() {
  const owner = await makePerson()
  const group = await prisma().group.create({ data: { name: `Group of ${owner.id}` } })
  await prisma().membership.create({ data: { groupId: group.id, personId: owner.id } })
  return { owner, groupId: group.id, ...(await world.enrollMac(owner)) }
}

type Met = Awaited<ReturnType<typeof meet>>

async function silence({ mac }: Met, days = 61): Promise<void> {
  await world.writeLastSeen()
  await prisma().mdmEnrollment.update({
    where: { id: mac.enrollmentId },
    data: { lastSeenAt: daysAgo(days), enrolledAt: daysAgo(days) },
  })
  await findSilentMacs(zelf, new Date())
}

/** The Mac asks for work, and what it is to be told of is written down. */
async function speak({ mac }: Met): Promise<void> {
  await mac.reports('Idle')
  await world.writeLastSeen()
  await hearMacsAgain()
}

const statusOf = async ({ owner, deviceId }: Met) => {
  const mac = await getMac(owner, deviceId)
  return mac && { status: mac.status, leftHow: mac.leftHow, health: mac.health.code }
}
const kinds = async ({ owner, deviceId }: Met) =>
  (await listMacEvents(owner, deviceId)).map((event) => event.kind)
const queued = async ({ mac }: Met) => {
  const rows = await prisma().mdmCommand.findMany({ where: { enrollmentId: mac.enrollmentId } })
  return rows.map((row) => row.requestType).filter((type) => type.startsWith('Install'))
}
const audited = ({ deviceId }: Met, action: string) =>
  prisma().auditEntry.count({ where: { subjectId: deviceId, action } })

async function settle(): Promise<void> {
  await reconcileAllProfiles()
  await settleRequiredApps(zelf, new Date(Date.now() + 61_000))
}

const silent = { status: 'left', leftHow: 'silent', health: 'left_silent' }

describe('a Mac that nobody heard of for long', () => {
  it('counts as left, and its owner is told; its enrolment stays valid', async () => {
    const met = await meet()
    await silence(met, 59)
    expect((await statusOf(met))?.status).toBe('enrolled')
    await silence(met, 61)
    expect(await statusOf(met)).toEqual(silent)
    expect(await kinds(met)).toEqual(['left', 'enrolled'])
    expect(await listLeftNotices(met.owner)).toMatchObject([{ deviceId: met.deviceId, how: 'silent' }])
    const enrollment = await prisma().mdmEnrollment.findUnique({ where: { id: met.mac.enrollmentId } })
    expect(enrollment).toMatchObject({ status: 'enrolled' })
    await findSilentMacs(zelf, new Date())
    expect(await audited(met, 'device.left')).toBe(1)
  })

  it('is back by itself when it speaks, once, and the owner is not told any more', async () => {
    const met = await meet()
    await silence(met)
    await hearMacsAgain()
    expect(await statusOf(met)).toEqual(silent)
    await speak(met)
    await hearMacsAgain()
    expect(await statusOf(met)).toMatchObject({ status: 'enrolled', leftHow: null })
    expect(await kinds(met)).toEqual(['heard_again', 'left', 'enrolled'])
    expect(await audited(met, 'device.heard_again')).toBe(1)
    expect(await listLeftNotices(met.owner)).toEqual([])
    await findSilentMacs(zelf, new Date())
    expect((await statusOf(met))?.status).toBe('enrolled')
  })

  it('is sent nothing while it is silent, and when it is back all that its groups were given meanwhile', async () => {
    const met = await meet()
    await silence(met)
    const app = await makeApp()
    await prisma().appRequirement.create({ data: { appId: app.id, groupId: met.groupId, essential: true } })
    const content = makeProfile({ identifier: `test.${met.groupId}`, types: ['com.apple.dock'] })
    const profile = await uploadProfile(admin, content)
    await assignProfile(admin, { profileId: profile.id, groupId: met.groupId })
    await settle()
    expect(await queued(met)).toEqual([])
    await speak(met)
    await settle()
    expect((await queued(met)).sort()).toEqual(['InstallEnterpriseApplication', 'InstallProfile'])
  })

  it('is told to leave when it speaks, and stays if that was called off meanwhile, with what it had coming', async () => {
    const met = await meet()
    const app = await makeApp()
    await prisma().appRequirement.create({ data: { appId: app.id, groupId: met.groupId, essential: true } })
    await settle()
    await silence(met)
    await inTransaction((tx) => letMacGo(tx, admin, met.deviceId, 'released'))
    await keepMacAfterAll(admin, { deviceId: met.deviceId })
    expect(await queued(met)).toEqual([])
    await speak(met)
    expect(await queued(met)).toEqual(['InstallEnterpriseApplication'])
    await silence(met)
    await inTransaction((tx) => letMacGo(tx, admin, met.deviceId, 'released'))
    await speak(met)
    expect(await getRemoval(met.owner, met.deviceId)).toMatchObject({ how: 'released', state: 'fetched' })
    expect(await queued(met)).toEqual([])
  })

  it('is called every day, so that it hears of it when it is back', async () => {
    const met = await meet()
    await silence(met)
    await prisma().device.update({
      where: { id: met.deviceId },
      data: { enrolledAt: daysAgo(61), inventoryAt: daysAgo(61) },
    })
    await refreshStaleInventories(zelf, new Date())
    const enrollment = await prisma().mdmEnrollment.findUnique({ where: { id: met.mac.enrollmentId } })
    expect(enrollment?.pushWantedAt).not.toBeNull()
    expect((await met.mac.poll()).commands).toBeGreaterThan(0)
    await world.writeLastSeen()
    await hearMacsAgain()
    expect((await statusOf(met))?.status).toBe('enrolled')
  })

  it('never counts as left when the company does not want that', async () => {
    const met = await meet()
    const settings = await getLeavingSettings(admin)
    expect(settings.silentAfterDays).toBe(60)
    await updateLeavingSettings(admin, { ...settings, silentAfterDays: 0 })
    await silence(met, 2000)
    expect((await statusOf(met))?.status).toBe('enrolled')
    await updateLeavingSettings(admin, settings)
    await silence(met)
    expect(await statusOf(met)).toEqual(silent)
  })

  it('is looked for every minute, and so is one that speaks again', async () => {
    const met = await meet()
    await silence(met, 0)
    const sweep = async (name: string) => {
      const found = sweeps.find((one) => one.name === name)
      await found?.run()
      return found !== undefined
    }
    await prisma().mdmEnrollment.update({
      where: { id: met.mac.enrollmentId },
      data: { lastSeenAt: daysAgo(61) },
    })
    expect(await sweep('Macs that nobody heard of for long')).toBe(true)
    expect(await statusOf(met)).toEqual(silent)
    await met.mac.reports('Idle')
    await world.writeLastSeen()
    expect(await sweep('Macs that are heard of again')).toBe(true)
    expect((await statusOf(met))?.status).toBe('enrolled')
  })
})
