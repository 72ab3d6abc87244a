import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getMac, listMacApps } from '#lib/portal/macs/queries.ts'
import { refreshMac } from '#lib/portal/macs/refresh-mac.ts'
import { searchMacs, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { hostileWords } from '#tests/support/hostile-words.ts'
import { makePerson } from '#tests/support/portal.ts'

let world: MacWorld
let owner: PersonActor
let helper: PersonActor

beforeAll(async () => {
  world = await startMacWorld()
  owner = await makePerson()
  helper = await makePerson({ role: 'helpdesk' })
})
afterAll(() => world.stop())

const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Enrols a Mac that says this of itself wherever it says a word; a second asking brings the words once more. */
async function enrollNamed(word: string) {
  const mac = await world.newMac({ name: word })
  Object.assign(mac.state.hardware, { model: word, modelName: word, osVersion: word, buildVersion: word })
  Object.assign(mac.state.hardware, { marketingName: word })
  const app = { version: word, sizeBytes: 1, managed: false, removeWithEnrollment: false }
  mac.state.apps.push({ ...app, identifier: word, name: 'Plain' })
  mac.state.apps.push({ ...app, identifier: `example.${randomUUID()}`, name: word })
  await mac.enroll((await inviteMac(owner, { ownership: 'company' })).url)
  await world.listen()
  await mac.poll()
  await world.listen()
  const device = await prisma().device.findUniqueOrThrow({ where: { enrollmentId: mac.enrollmentId } })
  return { mac, device }
}

describe('promise 4: what a Mac says is data', () => {
  it.each(hostileWords.map((word, index) => [index, word] as const))(
    'when all it says is of kind %i',
    async (_index, word) => {
      const { mac, device } = await enrollNamed(word)
      await refreshMac(helper, { deviceId: device.id, requestKey: randomUUID() })
      await mac.poll()
      await world.listen()
      const seen = await getMac(helper, device.id)
      for (const shown of [seen?.name, seen?.model, seen?.modelName, seen?.osVersion, seen?.buildVersion])
        expect(shown ?? '').not.toMatch(unseen)
      for (const app of await listMacApps(helper, device.id))
        expect(Object.values(app).join()).not.toMatch(unseen)
      const found = await searchMacs(
        helper,
        searchMacsInput.parse({ query: [...(seen?.name ?? '')].slice(0, 20).join('') }),
      )
      expect(found.macs.map((one) => one.id)).toContain(device.id)
    },
  )

  it('and no job was stopped by it, nor an event left lying', async () => {
    const left = await prisma().mdmEvent.findMany({ where: { failure: { not: null } } })
    expect(left).toEqual([])
    expect(await prisma().mdmResult.count({ where: { failure: { not: null } } })).toBe(0)
    expect(await prisma().device.count()).toBe(hostileWords.length)
  })
})
