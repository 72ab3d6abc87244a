import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { searchMacs, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { judgeEnd } from '#lib/portal/ownership/policy.ts'
import { getOwnership } from '#lib/portal/ownership/queries.ts'
import { updateOwnershipInput } from '#lib/portal/ownership/schema.ts'
import { updateOwnership } from '#lib/portal/ownership/update-ownership.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let helper: PersonActor
let anna: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  helper = await makePerson({ role: 'helpdesk' })
  anna = await makePerson({ name: 'Anna' })
})
afterAll(() => portal.stop())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const change = (deviceId: string, fields: object, actor = helper) =>
  updateOwnership(actor, updateOwnershipInput.parse({ deviceId, ownership: 'company', ...fields }))

describe('what is known of whose a Mac is', () => {
  it('is written down by the helpdesk, with what changed on record', async () => {
    const device = await makeDevice(anna)
    await change(device.id, { shared: 'on', assetTag: ' NL-0042 ', leaseEndsAt: '2028-03-03' })
    expect(await getOwnership(helper, device.id)).toMatchObject({
      shared: true,
      assetTag: 'NL-0042',
      leaseEndsAt: new Date('2028-03-03'),
      warrantyEndsAt: null,
      sameTag: [],
    })
    const [entry] = await prisma().auditEntry.findMany({ where: { subjectId: device.id } })
    expect(entry).toMatchObject({
      action: 'device.ownership_updated',
      detail: {
        changes: ['shared: false → true', 'assetTag:  → NL-0042', 'leaseEndsAt:  → 2028-03-03'],
      },
    })
    await change(device.id, { shared: 'on', assetTag: 'NL-0042', leaseEndsAt: '2028-03-03' })
    expect(await prisma().auditEntry.count({ where: { subjectId: device.id } })).toBe(1)
  })

  it('warns of a tag that another Mac has, in any case, and keeps it', async () => {
    const [one, other] = [await makeDevice(anna), await makeDevice(anna, { name: 'The other' })]
    await change(one.id, { assetTag: 'zelf-7' })
    await change(other.id, { assetTag: 'ZELF-7' })
    expect((await getOwnership(helper, one.id))?.sameTag).toEqual([{ id: other.id, name: 'The other' }])
  })

  it('refuses days that cannot be, and tags that are none', () => {
    const parse = (fields: object) =>
      updateOwnershipInput.safeParse({ deviceId: crypto.randomUUID(), ownership: 'company', ...fields })
    for (const leaseEndsAt of ['1999-12-31', '2199-01-01', '2026-02-30', 'soon', '0000-00-00']) {
      expect(parse({ leaseEndsAt }).success, leaseEndsAt).toBe(false)
    }
    expect(parse({ assetTag: 'x'.repeat(65) }).success).toBe(false)
    expect(parse({ assetTag: 'a\0b' }).success).toBe(false)
    expect(parse({ assetTag: '   ' }).data?.assetTag).toBeNull()
  })

  it('keeps neither tag nor lease nor sharing of a personal Mac', async () => {
    const device = await makeDevice(anna, { ownership: 'personal', accessRights: 8179 })
    const fields = { ownership: 'personal', assetTag: 'X', leaseEndsAt: inDays(9), shared: 'on' }
    await change(device.id, { ...fields, warrantyEndsAt: inDays(9) })
    expect(await getOwnership(helper, device.id)).toMatchObject({
      assetTag: null,
      leaseEndsAt: null,
      shared: false,
      warrantyEndsAt: expect.any(Date),
    })
  })

  it('does not call a Mac personal that gave the right to erase it', async () => {
    const device = await makeDevice(anna)
    await expect(change(device.id, { ownership: 'personal' })).rejects.toMatchObject({
      code: 'rights_too_wide',
    })
    const trimmed = await makeDevice(anna, { accessRights: 8179 })
    await change(trimmed.id, { ownership: 'personal' })
    expect((await prisma().device.findUniqueOrThrow({ where: { id: trimmed.id } })).ownership).toBe(
      'personal',
    )
    const kinds = await prisma().deviceEvent.findMany({ where: { deviceId: trimmed.id } })
    expect(kinds.map(({ kind }) => kind)).toEqual(['ownership_changed'])
  })

  it('lets a personal Mac become the company’s without more rights, but for a private one', async () => {
    const device = await makeDevice(anna, { ownership: 'personal', accessRights: 8179 })
    await change(device.id, {})
    expect(await prisma().device.findUniqueOrThrow({ where: { id: device.id } })).toMatchObject({
      ownership: 'company',
      accessRights: 8179,
    })
    const hidden = await makeDevice(anna, { ownership: 'personal', enrollmentType: 'user', accessRights: 0 })
    await expect(change(hidden.id, {})).rejects.toMatchObject({ code: 'private_stays_personal' })
  })

  it('is for the helpdesk, and of Macs that are there', async () => {
    const device = await makeDevice(anna)
    await expect(change(device.id, {}, anna)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(getOwnership(anna, device.id)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(change(crypto.randomUUID(), {})).rejects.toMatchObject({ code: 'mac_not_found' })
    expect(await getOwnership(helper, 'nothing')).toBeNull()
  })

  it('counts the last day of a lease as lasting', () => {
    const now = new Date('2027-03-03T15:00:00Z')
    expect(judgeEnd(new Date('2027-03-03'), now)).toBe('soon')
    expect(judgeEnd(new Date('2027-03-02'), now)).toBe('ended')
    expect(judgeEnd(new Date('2027-05-02'), now)).toBe('soon')
    expect(judgeEnd(new Date('2027-05-04'), now)).toBe('later')
  })
})

describe('the list of Macs', () => {
  it('is filtered by what a Mac is, and found by its tag', async () => {
    const owner = await makePerson()
    const make = async (name: string, data: object) => {
      const { id } = await makeDevice(owner, { name: `Filter ${name}` })
      await prisma().device.update({ where: { id }, data })
    }
    await make('own', { ownership: 'personal' })
    await make('shared', { shared: true, assetTag: 'TAG-ÖX' })
    await make('lease', { leaseEndsAt: new Date(inDays(30)) })
    await make('later', { leaseEndsAt: new Date(inDays(90)) })
    await make('back', { returnAskedAt: new Date() })
    await make('returned', { returnAskedAt: new Date(), returnedAt: new Date() })
    const find = async (more: object) => {
      const { macs } = await searchMacs(helper, searchMacsInput.parse({ query: 'filter', ...more }))
      return macs.map(({ name }) => name.slice(7)).sort()
    }
    expect(await find({ kind: 'personal' })).toEqual(['own'])
    expect(await find({ kind: 'company' })).toHaveLength(5)
    expect(await find({ kind: 'shared' })).toEqual(['shared'])
    expect(await find({ kind: 'lease_ends' })).toEqual(['lease'])
    expect(await find({ kind: 'to_return' })).toEqual(['back'])
    expect(await find({ query: 'tag-öx' })).toEqual(['shared'])
    expect(await find({ kind: 'true; DROP TABLE device' })).toHaveLength(6)
  })
})
