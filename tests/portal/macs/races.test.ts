import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { followHandOver } from '#lib/jobs/follow-hand-over.ts'
import { keepMacAfterAll } from '#lib/jobs/keep-mac-after-all.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { releaseMac } from '#lib/portal/macs/release-mac.ts'
import { handOverMac } from '#lib/portal/ownership/hand-over-mac.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
let helper: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  helper = await makePerson({ role: 'helpdesk' })
})
afterAll(() => world.stop())

const reason = 'It was sold'
const rounds = [1, 2, 3, 4]

async function meet(ownership: 'personal' | 'company' = 'personal') {
  const owner = await makePerson()
  const seed = randomUUID()
  return { owner, seed, ...(await world.enrollMac(owner, { ownership, seed })) }
}

type Met = Awaited<ReturnType<typeof meet>>

const deviceOf = ({ deviceId }: Met) => prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
const removals = ({ mac }: Met) =>
  prisma().mdmCommand.count({ where: { enrollmentId: mac.enrollmentId, requestType: 'RemoveProfile' } })
const audited = ({ deviceId }: Met, action: string) =>
  prisma().auditEntry.count({ where: { subjectId: deviceId, action } })

/** A Mac is here, leaving or gone; and what its row says is what waits for it. */
async function isConsistent(met: Met): Promise<void> {
  const device = await deviceOf(met)
  const enrollment = await prisma().mdmEnrollment.findUnique({ where: { id: met.mac.enrollmentId } })
  expect(await removals(met)).toBe(device.removalAskedAt ? 1 : 0)
  expect(device.status).toBe(enrollment?.status === 'enrolled' ? 'enrolled' : 'left')
  if (device.status === 'left') expect(device.removalAskedAt).toBeNull()
}

describe('two at once', () => {
  it('who tell a Mac to leave tell it once, and the helpdesk’s word counts', async () => {
    for (const _ of rounds) {
      const met = await meet()
      const { owner, deviceId } = met
      await Promise.all([
        leaveMac(owner, { deviceId }),
        releaseMac(helper, { deviceId, reason }),
        leaveMac(owner, { deviceId }),
      ])
      expect((await deviceOf(met)).removalHow).toBe('released')
      await isConsistent(met)
    }
  })

  it('of whom one lets a Mac go for good and one tells it to leave, make it leave once', async () => {
    for (const _ of rounds) {
      const met = await meet()
      const { owner, deviceId } = met
      await Promise.allSettled([giveUpMac(owner, { deviceId }), releaseMac(helper, { deviceId, reason })])
      await world.listen()
      expect((await deviceOf(met)).status).toBe('left')
      expect(await audited(met, 'device.left')).toBe(1)
      await isConsistent(met)
    }
  })

  it('of whom one hands a Mac over and one releases it, leave it with one owner, on its way out', async () => {
    for (const _ of rounds) {
      const met = await meet('company')
      const { owner, deviceId } = met
      const next = await makePerson()
      const input = { deviceId, fromId: owner.id, personId: next.id, reason, requestKey: randomUUID() }
      const [handed] = await Promise.allSettled([
        handOverMac(helper, input, followHandOver),
        releaseMac(helper, { deviceId, reason }),
      ])
      const { ownerId } = await deviceOf(met)
      expect(ownerId).toBe(handed.status === 'fulfilled' ? next.id : owner.id)
      expect((await getRemoval(helper, deviceId))?.how).toBe('released')
      await isConsistent(met)
      await met.mac.poll()
      await world.listen()
      expect(await deviceOf(met)).toMatchObject({ ownerId, status: 'left', leftHow: 'released' })
    }
  })
})

describe('a Mac that enrols anew', () => {
  it('while it is told to leave is either here or leaves, as its page says', async () => {
    for (const _ of rounds) {
      const met = await meet()
      const { owner, seed, deviceId } = met
      const { url } = await inviteMac(owner, { ownership: 'personal' })
      const erased = await world.newMac({ seed })
      await Promise.all([erased.enroll(url), leaveMac(owner, { deviceId })])
      await world.listen()
      await isConsistent(met)
    }
  })

  it('is told to leave when that was asked before the portal had heard of its coming', async () => {
    const met = await meet()
    const { owner, seed, deviceId } = met
    const erased = await world.newMac({ seed })
    await erased.enroll((await inviteMac(owner, { ownership: 'personal' })).url)
    await leaveMac(owner, { deviceId })
    await world.listen()
    expect(await getRemoval(owner, deviceId)).toMatchObject({ state: 'waiting' })
    await erased.poll()
    await world.listen()
    expect(await deviceOf(met)).toMatchObject({ status: 'left', leftHow: 'removed_here' })
  })

  it('while it is let go without an answer is here or gone, and not both', async () => {
    for (const _ of rounds) {
      const met = await meet()
      const { owner, seed, deviceId } = met
      const { url } = await inviteMac(owner, { ownership: 'personal' })
      const erased = await world.newMac({ seed })
      await Promise.allSettled([erased.enroll(url), giveUpMac(owner, { deviceId })])
      await world.listen()
      await isConsistent(met)
    }
  })
})

describe('a Mac that is to stay after all', () => {
  it('while it asks for work either stays or has fetched the word', async () => {
    for (const _ of rounds) {
      const met = await meet()
      const { owner, mac, deviceId } = met
      await leaveMac(owner, { deviceId })
      const [kept, fetched] = await Promise.allSettled([
        keepMacAfterAll(owner, { deviceId }),
        mac.reports('Idle'),
      ])
      const isFetched = fetched.status === 'fulfilled' && fetched.value !== null
      expect(kept.status).toBe(isFetched ? 'rejected' : 'fulfilled')
      expect((await getRemoval(owner, deviceId))?.state ?? null).toBe(isFetched ? 'fetched' : null)
      await isConsistent(met)
    }
  })
})
