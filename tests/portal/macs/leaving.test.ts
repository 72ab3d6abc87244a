import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { keepMacAfterAll } from '#lib/jobs/keep-mac-after-all.ts'
import { endRemovals } from '#lib/portal/macs/end-removals.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { listLeftNotices } from '#lib/portal/macs/left-notices.ts'
import { getMac, listMacEvents } from '#lib/portal/macs/queries.ts'
import { releaseMac } from '#lib/portal/macs/release-mac.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

const zelf = systemActor('Zelf')
const reason = 'It was sold'
const code = (code: string) => expect.objectContaining({ code })
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000)

async function meet(ownership: 'personal' | 'company' = 'personal') {
  const owner = await makePerson()
  const helper = await makePerson({ role: 'helpdesk' })
  return { owner, helper, ...(await world.enrollMac(owner, { ownership })) }
}

type Met = Awaited<ReturnType<typeof meet>>

async function answer(mac: Met['mac']): Promise<void> {
  await mac.poll()
  await world.listen()
}

const waiting = (mac: Met['mac']) =>
  prisma().mdmCommand.findMany({ where: { enrollmentId: mac.enrollmentId }, select: { requestType: true } })

const kinds = async ({ owner, deviceId }: Met) =>
  (await listMacEvents(owner, deviceId)).map((event) => event.kind)

describe('a personal Mac that its owner removes', () => {
  it('is told once, however often it is asked, and has left when it says so', async () => {
    const met = await meet()
    const { owner, mac, deviceId } = met
    await Promise.all([1, 2, 3].map(() => leaveMac(owner, { deviceId })))
    expect(await waiting(mac)).toEqual([{ requestType: 'RemoveProfile' }])
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'waiting', canKeep: true })
    expect((await getMac(owner, deviceId))?.health.code).toBe('leaving')
    await answer(mac)
    expect(mac.state.enrollment).toBeNull()
    const left = await getMac(owner, deviceId)
    expect(left).toMatchObject({ status: 'left', leftHow: 'removed_here', leftUnanswered: false })
    expect(left?.health.code).toBe('left_removed_here')
    expect(left?.removalAskedAt).toBeNull()
    expect(await kinds(met)).toEqual(['left', 'removal_asked', 'enrolled'])
    expect(await listLeftNotices(owner)).toEqual([])
    await expect(leaveMac(owner, { deviceId })).rejects.toEqual(code('mac_left'))
  })

  it('can stay until it has fetched that, and not after', async () => {
    const met = await meet()
    const { owner, mac, deviceId } = met
    await leaveMac(owner, { deviceId })
    await keepMacAfterAll(owner, { deviceId })
    expect(await waiting(mac)).toEqual([])
    expect(await getRemoval(owner, deviceId)).toBeNull()
    expect(await kinds(met)).toEqual(['removal_called_off', 'removal_asked', 'enrolled'])
    await expect(keepMacAfterAll(owner, { deviceId })).rejects.toEqual(code('not_leaving'))
    await leaveMac(owner, { deviceId })
    await mac.reports('Idle')
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'fetched', canKeep: false })
    await expect(keepMacAfterAll(owner, { deviceId })).rejects.toEqual(code('removal_fetched'))
  })

  it('is let go in time when it never answers, and it stands there that it did not', async () => {
    const { owner, mac, deviceId } = await meet()
    await leaveMac(owner, { deviceId })
    await endRemovals(zelf, daysFromNow(13))
    expect(await getRemoval(owner, deviceId)).not.toBeNull()
    await endRemovals(zelf, daysFromNow(15))
    await world.listen()
    expect(await getMac(owner, deviceId)).toMatchObject({ leftHow: 'removed_here', leftUnanswered: true })
    await expect(mac.poll()).rejects.toThrow('403')
    expect(await waiting(mac)).toEqual([])
  })

  it('is let go at once when nobody has it any more', async () => {
    const { owner, deviceId } = await meet()
    await leaveMac(owner, { deviceId })
    await giveUpMac(owner, { deviceId })
    await world.listen()
    expect(await getMac(owner, deviceId)).toMatchObject({ leftHow: 'removed_here', leftUnanswered: true })
    await expect(giveUpMac(owner, { deviceId })).rejects.toEqual(code('mac_left'))
  })

  it('says why when it refuses, can be asked again, and can stay', async () => {
    const met = await meet()
    const { owner, mac, deviceId } = met
    const ErrorChain = [{ ErrorCode: 12_024, ErrorDomain: 'MCMDMErrorDomain', LocalizedDescription: 'No' }]
    const refuse = async () => {
      await mac.reports('Error', await mac.reports('Idle'), { ErrorChain })
      await world.listen()
    }
    await leaveMac(owner, { deviceId })
    await refuse()
    const removal = await getRemoval(owner, deviceId)
    expect(removal).toMatchObject({ state: 'refused', canKeep: true })
    expect(JSON.stringify(removal?.failure)).toContain('12024')
    await leaveMac(owner, { deviceId })
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'waiting' })
    await refuse()
    await keepMacAfterAll(owner, { deviceId })
    expect(await getRemoval(owner, deviceId)).toBeNull()
    expect((await kinds(met)).filter((kind) => kind === 'removal_failed')).toHaveLength(2)
  })

  it('is busy while it says NotNow, and can stay meanwhile', async () => {
    const { owner, mac, deviceId } = await meet()
    await leaveMac(owner, { deviceId })
    await mac.reports('NotNow', await mac.reports('Idle'))
    await world.listen()
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'busy', canKeep: true })
    await keepMacAfterAll(owner, { deviceId })
    expect(await waiting(mac)).toEqual([])
  })

  it('is gone when it said yes and went quiet without a farewell', async () => {
    const { owner, mac, deviceId } = await meet()
    await leaveMac(owner, { deviceId })
    await mac.reports('Acknowledged', await mac.reports('Idle'))
    await world.listen()
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'answered', canKeep: false })
    await endRemovals(zelf, new Date())
    expect(await getRemoval(owner, deviceId)).not.toBeNull()
    await endRemovals(zelf, daysFromNow(0.1))
    expect(await getMac(owner, deviceId)).toMatchObject({ leftHow: 'removed_here', leftUnanswered: false })
  })

  it('has not left when it said yes and still speaks', async () => {
    const { owner, mac, deviceId } = await meet()
    await leaveMac(owner, { deviceId })
    await mac.reports('Acknowledged', await mac.reports('Idle'))
    await world.listen()
    await prisma().mdmEnrollment.update({
      where: { id: mac.enrollmentId },
      data: { lastSeenAt: daysFromNow(0.05) },
    })
    await endRemovals(zelf, daysFromNow(0.1))
    const removal = await getRemoval(owner, deviceId)
    expect(removal).toMatchObject({ state: 'refused', failure: { code: 'still_here' } })
  })
})

describe('a company Mac', () => {
  it('is released by the helpdesk and not by the person who works on it, who is told', async () => {
    const { owner, helper, mac, deviceId } = await meet('company')
    await expect(leaveMac(owner, { deviceId })).rejects.toEqual(code('company_mac'))
    await expect(giveUpMac(owner, { deviceId })).rejects.toEqual(code('company_mac'))
    await releaseMac(helper, { deviceId, reason })
    await expect(keepMacAfterAll(owner, { deviceId })).rejects.toEqual(code('removal_not_yours'))
    await answer(mac)
    expect(await getMac(owner, deviceId)).toMatchObject({ status: 'left', leftHow: 'released' })
    expect(await listLeftNotices(owner)).toMatchObject([{ deviceId, how: 'released' }])
  })
})
