import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getInvitation } from '#lib/portal/macs/get-invitation.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from '../macs/mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

/** Lets a person have so many Macs, in a group of their own. */
async function allow(owner: PersonActor, maxMacs: number | null): Promise<void> {
  const kinds = ['account_user', 'account_device', 'profile']
  const group = await prisma().group.create({
    data: {
      name: randomUUID(),
      memberships: { create: { personId: owner.id } },
      enrollmentRule: { create: { kinds, ownerships: ['personal', 'company'], maxMacs } },
    },
  })
  await prisma().enrollmentRule.deleteMany({
    where: { group: { memberships: { some: { personId: owner.id } }, id: { not: group.id } } },
  })
}

const link = (owner: PersonActor) => inviteMac(owner, { ownership: 'company' })

/** A link as an operator or the demo makes one: without looking at the policy. */
const bareLink = (owner: PersonActor) =>
  inTransaction((tx) =>
    mdmIn(tx).invite({ personId: owner.id, ownership: 'company', enrollmentType: 'device' }),
  )

/** Macs that are in, or half in. */
async function enrolledOf(owner: PersonActor): Promise<number> {
  const links = await prisma().mdmInvitation.findMany({ where: { personId: owner.id }, select: { id: true } })
  const invitationId = { in: links.map(({ id }) => id) }
  return prisma().mdmEnrollment.count({ where: { status: { not: 'checked_out' }, invitationId } })
}

const refusal = { httpStatus: 403 }
const arrive = async (url: string): Promise<SimulatedMac> => {
  const mac = await world.newMac()
  await mac.enroll(url)
  return mac
}

const audited = (owner: PersonActor) =>
  prisma().auditEntry.findMany({ where: { action: 'enrollment.mac_refused', subjectId: owner.id } })

describe('a person who may have one Mac', () => {
  it('gets one in with two links, because making the second ends the first', async () => {
    const owner = await makePerson()
    await allow(owner, 1)
    const [first, second] = [await link(owner), await link(owner)]
    await expect(arrive(first.url)).rejects.toMatchObject({ httpStatus: 410 })
    await arrive(second.url)
    await expect(link(owner)).rejects.toMatchObject({ code: 'enrollment_too_many_macs' })
    await world.listen()
    await expect(link(owner)).rejects.toMatchObject({ code: 'enrollment_too_many_macs' })
  })

  it('gets one in with links from before the rule, and hears of the other why not', async () => {
    const owner = await makePerson()
    const links = [await link(owner), await link(owner)]
    await allow(owner, 1)
    const results = await Promise.allSettled(links.map(({ url }) => arrive(url)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await enrolledOf(owner)).toBe(1)
  })

  it('hears of a Mac that is one too many, in the wizard and in the audit trail, once', async () => {
    const owner = await makePerson()
    await arrive((await link(owner)).url)
    await allow(owner, 1)
    const { url, invitationId } = await bareLink(owner)
    await expect(arrive(url)).rejects.toMatchObject(refusal)
    expect(await getInvitation(owner, invitationId)).toMatchObject({ state: 'refused', mac: null })
    await expect(arrive(url)).rejects.toMatchObject({ httpStatus: 410 })
    expect(await audited(owner)).toMatchObject([
      { detail: { code: 'enrollment_too_many_macs', invitationId }, subjectLabel: owner.name },
    ])
    expect(await enrolledOf(owner)).toBe(1)
    const open = { invitationId, revokedAt: null }
    expect(await prisma().mdmCertificate.count({ where: open })).toBe(0)
    await world.listen()
    expect(await prisma().device.count({ where: { ownerId: owner.id } })).toBe(1)
  })

  it('lets the same Mac enrol again, and a Mac in the place of one that has left', async () => {
    const owner = await makePerson()
    await allow(owner, 1)
    const seed = randomUUID()
    const mac = await world.newMac({ seed })
    await mac.enroll((await link(owner)).url)
    const again = await bareLink(owner)
    await mac.checkOut()
    await world.listen()
    await mac.enroll(again.url)
    await world.listen()
    const copy = await bareLink(owner)
    // A Mac whose disk was erased says who it is and knows nothing of its enrolment.
    const erased = await world.newMac({ seed })
    await erased.enroll(copy.url)
    await world.listen()
    expect(await prisma().device.count({ where: { ownerId: owner.id, status: 'enrolled' } })).toBe(1)
    expect(await audited(owner)).toEqual([])
    await erased.checkOut()
    await world.listen()
    await arrive((await link(owner)).url)
  })

  it('is not held up by a Mac that began and never finished', async () => {
    const owner = await makePerson()
    await allow(owner, 1)
    const begun = await link(owner)
    const mac = await arrive(begun.url)
    // As if its first TokenUpdate had never come.
    await prisma().mdmEnrollment.update({
      where: { id: mac.enrollmentId },
      data: { status: 'authenticated', enrolledAt: null },
    })
    await prisma().mdmInvitation.update({ where: { id: begun.invitationId }, data: { enrolledAt: null } })
    await prisma().mdmEvent.deleteMany({ where: { enrollmentId: mac.enrollmentId } })
    await arrive((await link(owner)).url)
    expect(await getInvitation(owner, begun.invitationId)).toMatchObject({ state: 'expired' })
    await expect(mac.poll()).rejects.toMatchObject({ httpStatus: 403 })
    expect(await enrolledOf(owner)).toBe(1)
  })
})

it('takes in one of two Macs that arrive at the same moment, however often that is tried', async () => {
  for (let time = 0; time < 4; time++) {
    const owner = await makePerson()
    const links = [await bareLink(owner), await bareLink(owner)]
    await allow(owner, 1)
    await Promise.allSettled(links.map(({ url }) => arrive(url)))
    expect(await enrolledOf(owner)).toBe(1)
  }
})

it('takes in no Mac of somebody who was switched off after they got their link', async () => {
  const owner = await makePerson()
  const { url, invitationId } = await link(owner)
  await prisma().person.update({ where: { id: owner.id }, data: { active: false } })
  await expect(arrive(url)).rejects.toMatchObject(refusal)
  expect(await audited(owner)).toMatchObject([
    { detail: { code: 'enrollment_person_inactive', invitationId } },
  ])
  expect(await prisma().mdmEnrollment.count({ where: { invitationId } })).toBe(0)
})
