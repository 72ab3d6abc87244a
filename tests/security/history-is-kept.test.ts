import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { hearMacsAgain } from '#lib/jobs/hear-macs-again.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { findSilentMacs } from '#lib/portal/macs/find-silent-macs.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { listLeftNotices } from '#lib/portal/macs/left-notices.ts'
import { letMacGo } from '#lib/portal/macs/let-mac-go.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { getMac, listMacEvents } from '#lib/portal/macs/queries.ts'
import { releaseMac } from '#lib/portal/macs/release-mac.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { ask, makeApp, readInstall } from '#tests/portal/installs/world.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makePerson } from '#tests/support/portal.ts'

let world: MacWorld
let helper: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  helper = await makePerson({ role: 'helpdesk' })
})
afterAll(() => world.stop())

const zelf = systemActor('Zelf')
const reason = 'It was sold'

async function meet(ownership: 'personal' | 'company' = 'personal') {
  const owner = await makePerson()
  const seed = randomUUID()
  return { owner, seed, ...(await world.enrollMac(owner, { ownership, seed })) }
}

type Met = Awaited<ReturnType<typeof meet>>

const answers = ({ mac }: Met) => mac.poll()

const ways: Record<string, (met: Met) => Promise<unknown>> = {
  removed_here: async (met) => {
    await leaveMac(met.owner, { deviceId: met.deviceId })
    await answers(met)
  },
  checked_out: ({ mac }) => mac.leave(),
  released: async (met) => {
    await releaseMac(helper, { deviceId: met.deviceId, reason })
    await answers(met)
  },
  offboarded: async (met) => {
    await inTransaction((tx) => letMacGo(tx, zelf, met.deviceId, 'offboarded'))
    await answers(met)
  },
  silent: async ({ mac }) => {
    const lastSeenAt = new Date(Date.now() - 61 * 86_400_000)
    await prisma().mdmEnrollment.update({ where: { id: mac.enrollmentId }, data: { lastSeenAt } })
    await findSilentMacs(zelf, new Date())
  },
  'let go without its answer': ({ owner, deviceId }) => giveUpMac(owner, { deviceId }),
}

const deviceOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })
const bootstrapTokenOf = async (mac: SimulatedMac) => (await mac.checkIn('GetBootstrapToken')).body.toString()

describe('promise 20: keys and history are kept when a Mac comes back that had left', () => {
  it.each(Object.entries(ways))('%s', async (way, leave) => {
    const met = await meet()
    const { owner, seed, mac, deviceId } = met
    const { enrollmentId } = mac
    const { installId } = await ask(owner, await deviceOf(deviceId), await makeApp())
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: Buffer.from('of the first enrolment') })
    await leave(met)
    await world.listen()
    const how = way === 'let go without its answer' ? 'removed_here' : way
    expect(await getMac(owner, deviceId)).toMatchObject({ status: 'left', leftHow: how })
    const before = await listMacEvents(owner, deviceId)
    const certificates = await prisma().mdmCertificate.findMany({ where: { enrollmentId } })

    const erased = await world.newMac({ seed })
    await erased.enroll((await inviteMac(owner, { ownership: 'personal' })).url)
    await world.listen()
    await hearMacsAgain()

    expect(await getMac(owner, deviceId)).toMatchObject({
      status: 'enrolled',
      leftHow: null,
      leftUnanswered: false,
    })
    const after = await listMacEvents(owner, deviceId)
    expect(after[0]?.kind).toBe('came_back')
    expect(after.slice(1)).toEqual(before)
    expect(await listLeftNotices(owner)).toEqual([])
    const kept = await prisma().mdmCertificate.findMany({
      where: { enrollmentId },
      orderBy: { issuedAt: 'asc' },
    })
    expect(kept).toHaveLength(certificates.length + 1)
    for (const { sha256Hex, certificate } of certificates) {
      const old = kept.find((one) => one.sha256Hex === sha256Hex)
      expect(old?.certificate).toEqual(certificate)
      expect(old?.revokedAt).not.toBeNull()
    }
    expect(await bootstrapTokenOf(erased)).not.toContain(
      Buffer.from('of the first enrolment').toString('base64'),
    )
    expect(await readInstall(installId)).toMatchObject({ state: 'waiting_for_mac', attempt: 2 })
    expect(await prisma().mdmCommand.count({ where: { enrollmentId, requestType: 'RemoveProfile' } })).toBe(0)
  })

  it('and the PIN of a lock can be shown after that', async () => {
    const met = await meet('company')
    const { owner, seed, deviceId } = met
    const name = (await getMac(owner, deviceId))?.name ?? ''
    const lock = { deviceId, requestKey: randomUUID(), reason, typedName: name }
    const { actionId } = await lockMac(helper, lock)
    await giveUpMac(helper, { deviceId, reason })
    const erased = await world.newMac({ seed })
    await erased.enroll((await inviteMac(owner, { ownership: 'company' })).url)
    await world.listen()
    expect((await showLockPin(helper, { actionId })).pin).toMatch(/^\d{6}$/)
  })
})
