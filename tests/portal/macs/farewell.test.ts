import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { endRemovals } from '#lib/portal/macs/end-removals.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { getMac, listMacEvents } from '#lib/portal/macs/queries.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

async function meet() {
  const owner = await makePerson()
  const seed = randomUUID()
  return { owner, seed, ...(await world.enrollMac(owner, { ownership: 'personal', seed })) }
}

type Met = Awaited<ReturnType<typeof meet>>

/** The farewell as this Mac would sign it now, to be sent at any time, any number of times. */
function farewellOf({ mac }: Met): () => Promise<number> {
  const { checkInUrl = '', topic = '' } = mac.state.enrollment ?? {}
  const body = encodePlist({ MessageType: 'CheckOut', UDID: mac.enrollmentId, Topic: topic })
  const headers = {
    'content-type': 'application/x-apple-aspen-mdm-checkin',
    'mdm-signature': mac.signature(Buffer.from(body)),
  }
  return async () => (await fetch(checkInUrl, { method: 'PUT', headers, body })).status
}

async function enrolAnew({ owner, seed }: Met) {
  const erased = await world.newMac({ seed })
  await erased.enroll((await inviteMac(owner, { ownership: 'personal' })).url)
  return erased
}

const statusOf = async ({ owner, deviceId }: Met) => (await getMac(owner, deviceId))?.status
const kinds = async ({ owner, deviceId }: Met) =>
  (await listMacEvents(owner, deviceId)).map((event) => event.kind)

describe('the farewell of a Mac', () => {
  it('counts once, however often it comes', async () => {
    const met = await meet()
    const farewell = farewellOf(met)
    expect(await Promise.all([farewell(), farewell()])).toContain(200)
    expect(await farewell()).toBeGreaterThanOrEqual(400)
    await world.listen()
    expect(await farewell()).toBeGreaterThanOrEqual(400)
    await world.listen()
    expect(await kinds(met)).toEqual(['left', 'enrolled'])
  })

  it('does not end the enrolment that came after it, when it comes late', async () => {
    const met = await meet()
    const farewell = farewellOf(met)
    await met.mac.leave()
    const erased = await enrolAnew(met)
    expect(await farewell()).toBeGreaterThanOrEqual(400)
    await world.listen()
    expect(await kinds(met)).toEqual(['came_back', 'left', 'enrolled'])
    expect(await farewell()).toBeGreaterThanOrEqual(400)
    await world.listen()
    expect(await statusOf(met)).toBe('enrolled')
    expect((await erased.poll()).commands).toBeGreaterThan(0)
  })

  it('is not missed by a Mac that was let go before, nor counted again', async () => {
    const met = await meet()
    const farewell = farewellOf(met)
    await leaveMac(met.owner, { deviceId: met.deviceId })
    await giveUpMac(met.owner, { deviceId: met.deviceId })
    expect(await farewell()).toBeGreaterThanOrEqual(400)
    await world.listen()
    expect(await kinds(met)).toEqual(['left', 'removal_asked', 'enrolled'])
    expect(await getMac(met.owner, met.deviceId)).toMatchObject({ leftUnanswered: true })
  })

  it('is believed after a refusal: the Mac said no, and somebody removed the profile there', async () => {
    const met = await meet()
    await leaveMac(met.owner, { deviceId: met.deviceId })
    await met.mac.reports('Error', await met.mac.reports('Idle'), { ErrorChain: [] })
    await world.listen()
    await met.mac.leave()
    await world.listen()
    expect(await getMac(met.owner, met.deviceId)).toMatchObject({
      ...{ status: 'left', leftHow: 'removed_here', leftUnanswered: false, removalAskedAt: null },
    })
  })

  it('may be lost: a Mac that said yes and is back by then has not left', async () => {
    const met = await meet()
    await leaveMac(met.owner, { deviceId: met.deviceId })
    await met.mac.reports('Acknowledged', await met.mac.reports('Idle'))
    await world.listen()
    await prisma().device.update({
      where: { id: met.deviceId },
      data: { removalAnsweredAt: new Date(Date.now() - 7_200_000) },
    })
    const erased = await enrolAnew(met)
    await endRemovals(systemActor('Zelf'), new Date())
    await world.listen()
    expect(await kinds(met)).toEqual(['came_back', 'removal_asked', 'enrolled'])
    expect((await erased.poll()).commands).toBeGreaterThan(0)
    await endRemovals(systemActor('Zelf'), new Date(Date.now() + 30 * 86_400_000))
    expect(await statusOf(met)).toBe('enrolled')
  })
})
