import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { followHandOver } from '#lib/jobs/follow-hand-over.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getInstall, listInstallsOfDevice, listMyInstalls } from '#lib/portal/installs/queries.ts'
import { getMac, listMacEvents, listMyMacs } from '#lib/portal/macs/queries.ts'
import { seeNotices } from '#lib/portal/notices/see-notices.ts'
import { handOverMac } from '#lib/portal/ownership/hand-over-mac.ts'
import { listHandOverNotices } from '#lib/portal/ownership/queries.ts'
import { reconcileProfiles } from '#lib/portal/profiles/reconcile-profiles.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { ask, makeApp, readInstall } from '../installs/world.ts'
import { type MacWorld, startMacWorld } from '../macs/mac-world.ts'

let world: MacWorld
let helper: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  helper = await makePerson({ role: 'helpdesk', name: 'Priya' })
})
afterAll(() => world.stop())

interface Wish {
  deviceId: string
  from: PersonActor
  to: { id: string }
  requestKey?: string
}
const handOver = ({ deviceId, from, to, requestKey = randomUUID() }: Wish, actor = helper) => {
  const input = { deviceId, fromId: from.id, personId: to.id, reason: 'New in the team', requestKey }
  return handOverMac(actor, input, followHandOver)
}
const refusal = async (wish: Wish) => {
  const before = await prisma().device.findUniqueOrThrow({ where: { id: wish.deviceId } })
  const code = await handOver(wish).then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
  expect(await prisma().device.findUniqueOrThrow({ where: { id: wish.deviceId } })).toEqual(before)
  return code
}

describe('a company’s Mac that is handed over', () => {
  it('is the new owner’s at once, and no more the earlier one’s', async () => {
    const [anna, bram] = [await makePerson({ name: 'Anna' }), await makePerson({ name: 'Bram' })]
    const { deviceId } = await world.enrollMac(anna)
    expect(await handOver({ deviceId, from: anna, to: bram })).toEqual({ to: 'Bram' })
    expect(await getMac(anna, deviceId)).toBeNull()
    expect(await listMyMacs(anna)).toEqual([])
    expect((await listMyMacs(bram)).map(({ id }) => id)).toEqual([deviceId])
    const audit = await prisma().auditEntry.findMany({ where: { action: 'device.handed_over' } })
    expect(audit.at(-1)).toMatchObject({ detail: { from: 'Anna', to: 'Bram', reason: 'New in the team' } })
  })

  it('keeps its history for the helpdesk, and tells the new owner what happened since', async () => {
    const [anna, bram] = [await makePerson({ name: 'Anna' }), await makePerson({ name: 'Bram' })]
    const { deviceId } = await world.enrollMac(anna)
    await handOver({ deviceId, from: anna, to: bram })
    const all = await listMacEvents(helper, deviceId)
    expect(all.map(({ kind }) => kind)).toEqual(['handed_over', 'enrolled'])
    expect(all[0]?.data).toMatchObject({ from: 'Anna', to: 'Bram' })
    expect(await listMacEvents(bram, deviceId)).toMatchObject([{ kind: 'handed_over', data: {} }])
    expect(await listMacEvents(anna, deviceId)).toEqual([])
  })

  it('ends what the earlier owner waited for, and shows nothing of it to the new one', async () => {
    const [anna, bram] = [await makePerson({ name: 'Anna' }), await makePerson({ name: 'Bram' })]
    const { deviceId } = await world.enrollMac(anna)
    const device = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    const [wished, sent, there] = [
      await makeApp({ approvalRequired: true }),
      await makeApp(),
      await makeApp(),
    ]
    const wish = await ask(anna, device, wished)
    const onItsWay = await ask(anna, device, sent)
    const installed = await ask(anna, device, there)
    await prisma().install.update({ where: { id: installed.installId }, data: { state: 'installed' } })
    await handOver({ deviceId, from: anna, to: bram })
    expect(await readInstall(wish.installId)).toMatchObject({ state: 'cancelled', failureCode: 'mac_left' })
    expect(await readInstall(onItsWay.installId)).toMatchObject({ state: 'failed', failureCode: 'mac_left' })
    const request = await prisma().request.findUniqueOrThrow({ where: { id: wish.requestId } })
    expect(request).toMatchObject({ status: 'cancelled', personId: anna.id })
    expect(
      await prisma().mdmCommand.count({
        where: { requestType: 'InstallEnterpriseApplication', enrollmentId: device.enrollmentId },
      }),
    ).toBe(1)
    expect((await listInstallsOfDevice(bram, deviceId)).map(({ id }) => id)).toEqual([installed.installId])
    expect(await getInstall(bram, installed.installId)).toMatchObject({ request: null, steps: [] })
    expect(await getInstall(bram, wish.installId)).toBeNull()
    expect((await listMyInstalls(anna)).map(({ id }) => id).sort()).toEqual(
      [wish.installId, onItsWay.installId].sort(),
    )
    expect(JSON.stringify(await listInstallsOfDevice(bram, deviceId))).not.toContain('Anna')
    await ask(bram, device, wished)
  })

  it('leaves tickets with who asked', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { deviceId } = await world.enrollMac(anna)
    const question = { requestKey: randomUUID(), subject: 'Slow', message: 'It is slow', deviceId }
    const { number } = await openTicket(anna, question)
    await handOver({ deviceId, from: anna, to: bram })
    expect(await getTicket(anna, number)).not.toBeNull()
    expect(await getTicket(bram, number)).toBeNull()
  })

  it('gets the settings of the new owner’s groups', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    const profile = await prisma().configurationProfile.create({
      data: {
        ...{ name: 'Sales', identifier: `test.${randomUUID()}`, payloadTypes: [], sha256Hex: 'a'.repeat(64) },
        content: new Uint8Array(Buffer.from('<plist/>')),
      },
    })
    const group = await prisma().group.create({ data: { name: `Sales ${randomUUID()}` } })
    await prisma().membership.create({ data: { groupId: group.id, personId: bram.id } })
    await prisma().profileAssignment.create({ data: { profileId: profile.id, groupId: group.id } })
    await reconcileProfiles(systemActor('Zelf'))
    const wanted = { deviceId, profileId: profile.id, wanted: true }
    expect(await prisma().profileInstall.count({ where: wanted })).toBe(0)
    await handOver({ deviceId, from: anna, to: bram })
    await reconcileProfiles(systemActor('Zelf'))
    expect(await prisma().profileInstall.count({ where: wanted })).toBe(1)
    expect(mac.enrollmentId).toBeTruthy()
  })

  it('tells both, once, until they have read it', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { deviceId } = await world.enrollMac(anna, { name: 'Kestrel' })
    await handOver({ deviceId, from: anna, to: bram })
    expect(await listHandOverNotices(anna)).toMatchObject([{ side: 'earlier', macName: 'Kestrel' }])
    const [notice] = await listHandOverNotices(bram, deviceId)
    expect(notice).toMatchObject({ side: 'new', left: false })
    expect(await listHandOverNotices(helper)).toEqual([])
    await seeNotices(anna, { kind: 'handed_over', deviceId, until: new Date() })
    expect(await listHandOverNotices(anna)).toEqual([])
    expect(await listHandOverNotices(bram)).toHaveLength(1)
    await seeNotices(bram, { kind: 'handed_over', deviceId, until: notice?.since ?? new Date(0) })
    expect(await listHandOverNotices(bram)).toEqual([])
  })

  it('keeps every key (promise 20)', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    const token = Buffer.from('a bootstrap token')
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: token })
    const keys = () =>
      prisma().$queryRaw`SELECT bootstrap_token FROM mdm_enrollment WHERE id = ${mac.enrollmentId}`
    const before = await keys()
    await handOver({ deviceId, from: anna, to: bram })
    expect(await keys()).toEqual(before)
    expect((await mac.checkIn('GetBootstrapToken')).body.toString()).toContain(token.toString('base64'))
  })

  it('may be enrolled anew by who has it now alone, and stays theirs', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    await handOver({ deviceId, from: anna, to: bram })
    const old = await inviteMac(anna, { ownership: 'company' })
    Object.assign(mac.state, { enrollment: null })
    await expect(mac.enroll(old.url)).rejects.toMatchObject({ httpStatus: 403 })
    const { url } = await inviteMac(bram, { ownership: 'company' })
    Object.assign(mac.state, { enrollment: null })
    await mac.enroll(url)
    await world.listen()
    expect((await getMac(bram, deviceId))?.ownerId).toBe(bram.id)
  })

  it('stays with the new owner when word of its enrolment comes only afterwards', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    const { url } = await inviteMac(anna, { ownership: 'company' })
    Object.assign(mac.state, { enrollment: null })
    await mac.enroll(url)
    await handOver({ deviceId, from: anna, to: bram })
    await world.listen()
    expect((await getMac(helper, deviceId))?.ownerId).toBe(bram.id)
  })
})

describe('handing over is refused, and nothing is half-made', () => {
  it('to nobody, to somebody switched off, to the same person, and of what is not ours', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { deviceId } = await world.enrollMac(anna)
    await prisma().person.update({ where: { id: bram.id }, data: { active: false } })
    expect(await refusal({ deviceId, from: anna, to: bram })).toBe('person_not_active')
    expect(await refusal({ deviceId, from: anna, to: { id: randomUUID() } })).toBe('person_not_active')
    expect(await refusal({ deviceId, from: anna, to: anna })).toBe('same_owner')
    const own = await world.enrollMac(anna, { ownership: 'personal' })
    expect(await refusal({ ...own, from: anna, to: helper })).toBe('personal_not_handed_over')
    await expect(handOver({ deviceId, from: anna, to: helper }, anna)).rejects.toBeInstanceOf(ForbiddenError)
  })

  it('of a Mac that leaves at that moment, and of one that left and was not returned', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    await mac.checkOut()
    expect(await refusal({ deviceId, from: anna, to: bram })).toBe('mac_leaving')
    await world.listen()
    expect(await refusal({ deviceId, from: anna, to: bram })).toBe('left_not_returned')
    await prisma().device.update({ where: { id: deviceId }, data: { returnedAt: new Date() } })
    await handOver({ deviceId, from: anna, to: bram })
    expect(await getMac(bram, deviceId)).toMatchObject({ status: 'left', returnedAt: null })
    expect((await listHandOverNotices(bram))[0]?.left).toBe(true)
  })

  it('twice at once: one of two helpers is told that another was first', async () => {
    const [anna, bram, chris] = [await makePerson(), await makePerson(), await makePerson()]
    const { deviceId } = await world.enrollMac(anna)
    const outcomes = await Promise.allSettled(
      [bram, chris].map((to) => handOver({ deviceId, from: anna, to })),
    )
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost.map(({ reason }) => reason.code)).toEqual(['owner_changed'])
    expect(await prisma().deviceEvent.count({ where: { deviceId, kind: 'handed_over' } })).toBe(1)
  })

  it('and a doubled click is one hand-over', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { deviceId } = await world.enrollMac(anna)
    const wish = { deviceId, from: anna, to: bram, requestKey: randomUUID() }
    await Promise.all([handOver(wish), handOver(wish)])
    expect(await prisma().deviceEvent.count({ where: { deviceId, kind: 'handed_over' } })).toBe(1)
    await expect(handOver({ ...wish, to: helper })).rejects.toMatchObject({ code: 'request_key_reused' })
  })
})
