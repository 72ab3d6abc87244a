import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { offboardPeople } from '#lib/jobs/offboard-people.ts'
import { welcomePersonBack } from '#lib/jobs/welcome-person-back.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ScimClient } from '#tests/portal/directory/scim-client.ts'
import { ask, makeApp } from '#tests/portal/installs/world.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makeToken } from '#tests/support/operator-api.ts'
import { makePerson } from '#tests/support/portal.ts'

let world: MacWorld
let admin: PersonActor
let scim: ScimClient
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
  scim = new ScimClient((await makeToken(['scim'])).token)
})
afterAll(() => world.stop())

const reason = 'has left the company'
const macOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })
const waiting = async (enrollmentId: string) =>
  (await prisma().mdmCommand.findMany({ where: { enrollmentId } })).map((row) => row.requestType)

async function meet() {
  const person = await makePerson()
  return { person, ...(await world.enrollMac(person, { ownership: 'personal' })) }
}

type Met = Awaited<ReturnType<typeof meet>>

async function letGo({ person }: Met): Promise<void> {
  await letPersonGo(admin, { personId: person.id, reason })
  await offboardPeople()
}

async function staysEnrolled({ mac, person, deviceId }: Met): Promise<void> {
  expect(await getRemoval(person, deviceId)).toBeNull()
  expect(await waiting(mac.enrollmentId)).not.toContain('RemoveProfile')
  await mac.poll()
  await world.listen()
  expect(await macOf(deviceId)).toMatchObject({ status: 'enrolled', removalAskedAt: null })
}

describe('somebody who is welcomed back before their Mac has heard that it is to leave', () => {
  it('keeps the Mac, which is sent what was taken back', async () => {
    const met = await meet()
    await letGo(met)
    expect(await waiting(met.mac.enrollmentId)).toEqual(['RemoveProfile'])
    await welcomePersonBack(admin, { personId: met.person.id })
    await staysEnrolled(met)
    const events = await prisma().deviceEvent.findMany({ where: { deviceId: met.deviceId } })
    expect(events.map(({ kind }) => kind)).toContain('removal_called_off')
    await ask(met.person, await macOf(met.deviceId), await makeApp())
    expect(await waiting(met.mac.enrollmentId)).toEqual(['InstallEnterpriseApplication'])
  })

  it('keeps it as well when the directory switches the account on again', async () => {
    const met = await meet()
    const switchTo = (active: boolean) =>
      scim.ask('PATCH', `/Users/${met.person.id}`, {
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', value: { active } }],
        },
      })
    await switchTo(false)
    await offboardPeople(new Date(Date.now() + 30 * 86_400_000))
    expect(await waiting(met.mac.enrollmentId)).toEqual(['RemoveProfile'])
    expect((await switchTo(true)).status).toBe(200)
    await staysEnrolled(met)
  })

  it('keeps one that refused to leave', async () => {
    const met = await meet()
    await letGo(met)
    await met.mac.reports('Error', await met.mac.reports('Idle'), { ErrorChain: [] })
    await world.listen()
    await welcomePersonBack(admin, { personId: met.person.id })
    await staysEnrolled(met)
  })
})

describe('somebody who is welcomed back later', () => {
  it('loses a Mac that has fetched the word, and may enrol it anew', async () => {
    const met = await meet()
    await letGo(met)
    const command = await met.mac.reports('Idle')
    await welcomePersonBack(admin, { personId: met.person.id })
    expect(await getRemoval(met.person, met.deviceId)).toMatchObject({ state: 'fetched' })
    await met.mac.reports('Acknowledged', command)
    await met.mac.leave()
    await world.listen()
    expect(await macOf(met.deviceId)).toMatchObject({ status: 'left', leftHow: 'offboarded' })
  })

  it('does not get back what they removed themselves', async () => {
    const met = await meet()
    await leaveMac(met.person, { deviceId: met.deviceId })
    await letGo(met)
    await welcomePersonBack(admin, { personId: met.person.id })
    expect(await getRemoval(met.person, met.deviceId)).toMatchObject({
      how: 'removed_here',
      state: 'waiting',
    })
  })

  it('has each Mac either here or leaving when it fetches the word at that very moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const met = await meet()
      await letGo(met)
      const [, fetched] = await Promise.all([
        welcomePersonBack(admin, { personId: met.person.id }),
        met.mac.reports('Idle'),
      ])
      const removal = await getRemoval(met.person, met.deviceId)
      expect(removal?.state ?? null).toBe(fetched ? 'fetched' : null)
      expect(await waiting(met.mac.enrollmentId)).toEqual(fetched ? ['RemoveProfile'] : [])
    }
  })
})
