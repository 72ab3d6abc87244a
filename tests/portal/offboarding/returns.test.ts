import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { offboardPeople } from '#lib/jobs/offboard-people.ts'
import { welcomePersonBack } from '#lib/jobs/welcome-person-back.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { listTokens } from '#lib/portal/api/list-tokens.ts'
import { countReturns } from '#lib/portal/offboarding/count-returns.ts'
import { endReturn } from '#lib/portal/offboarding/end-return.ts'
import { getLeaving } from '#lib/portal/offboarding/get-leaving.ts'
import { getReturn } from '#lib/portal/offboarding/get-return.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { markReturned } from '#lib/portal/offboarding/mark-returned.ts'
import { reopenReturn } from '#lib/portal/offboarding/reopen-return.ts'
import { handOverMac } from '#lib/portal/ownership/hand-over-mac.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

const reason = 'has left the company'

let portal: TestPortal
let admin: PersonActor
let helper: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
  helper = await makePerson({ role: 'helpdesk' })
})
afterAll(() => portal.stop())

async function makeLeaver() {
  const person = await makePerson({ role: 'admin' })
  const own = await makeDevice(person, { ownership: 'personal' })
  const lent = await makeDevice(person, { ownership: 'company' })
  await makeDevice(person, { ownership: 'company', status: 'left' })
  return { person, personId: person.id, own, deviceId: lent.id }
}

describe('what an admin is told before', () => {
  it('is what happens then', async () => {
    const { personId } = await makeLeaver()
    expect(await getLeaving(admin, personId)).toEqual({ off: null, released: 1, awaited: 1 })
    await letPersonGo(admin, { personId, reason })
    expect(await getLeaving(admin, personId)).toMatchObject({
      off: { phase: 'now', admin: admin.name, reason },
    })
    await offboardPeople()
    const entry = await prisma().auditEntry.findFirstOrThrow({
      where: { action: 'person.offboarded', subjectId: personId },
    })
    expect(entry.detail).toEqual({ released: 1, toReturn: 1, requests: 0 })
    expect(await getLeaving(admin, personId)).toMatchObject({ off: { phase: 'done' }, awaited: 0 })
  })

  it('names the tokens that stop, and the list of tokens says whose maker has left', async () => {
    const { person, personId } = await makeLeaver()
    const { id } = await createToken(person, { name: 'T', scopes: ['devices:read'], expiresInDays: null })
    const stateOf = async () => (await listTokens(admin)).find((token) => token.id === id)?.state
    expect(await stateOf()).toBe('active')
    await letPersonGo(admin, { personId, reason })
    expect(await stateOf()).toBe('suspended')
    await welcomePersonBack(admin, { personId })
    expect(await stateOf()).toBe('active')
  })
})

describe('a Mac that is to come back', () => {
  it('is back, or is not, as often as the helpdesk finds out', async () => {
    const { personId, deviceId, own } = await makeLeaver()
    const before = await countReturns(helper)
    expect(await getReturn(helper, deviceId)).toBeNull()
    await letPersonGo(admin, { personId, reason })
    await offboardPeople()
    expect(await getReturn(helper, deviceId)).toMatchObject({ state: 'awaited', ownerLeft: true })
    expect(await getReturn(helper, own.id)).toBeNull()
    expect(await countReturns(helper)).toBe(before + 1)

    await markReturned(helper, { deviceId })
    await markReturned(helper, { deviceId })
    expect(await getReturn(helper, deviceId)).toMatchObject({ state: 'returned' })
    await reopenReturn(helper, { deviceId })
    await reopenReturn(helper, { deviceId })
    await endReturn(helper, { deviceId, reason: 'sold to them' })
    expect(await getReturn(helper, deviceId)).toMatchObject({ state: 'ended', reason: 'sold to them' })
    expect(await countReturns(helper)).toBe(before)
    await reopenReturn(helper, { deviceId })
    expect(await getReturn(helper, deviceId)).toMatchObject({ state: 'awaited' })
    const kinds = await prisma().deviceEvent.findMany({ where: { deviceId }, orderBy: { at: 'asc' } })
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...['return_asked', 'returned', 'return_asked', 'return_ended', 'return_asked'],
    ])
  })

  it('is nobody’s return any more when another person gets it, or its own is back', async () => {
    const { person, personId, deviceId } = await makeLeaver()
    const nothing = { code: 'return_not_asked' }
    await letPersonGo(admin, { personId, reason })
    await offboardPeople()
    await welcomePersonBack(admin, { personId })
    expect(await getReturn(helper, deviceId)).toBeNull()
    await expect(reopenReturn(helper, { deviceId })).rejects.toMatchObject(nothing)
    // It took its profile off by itself, and is with its person yet.
    await prisma().device.update({
      where: { id: deviceId },
      data: { status: 'left', leftHow: 'checked_out' },
    })
    await letPersonGo(admin, { personId, reason })
    await offboardPeople()
    await markReturned(helper, { deviceId })
    const next = await makePerson()
    const wish = { deviceId, fromId: person.id, personId: next.id, requestKey: crypto.randomUUID(), reason }
    await handOverMac(helper, wish, async () => undefined)
    expect(await getReturn(helper, deviceId)).toBeNull()
    await expect(endReturn(helper, { deviceId, reason })).rejects.toMatchObject(nothing)
  })
})
