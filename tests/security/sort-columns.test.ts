import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { macKinds, searchMacs, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { inboxInput } from '#lib/portal/tickets/schema.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let helper: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  helper = await makePerson({ role: 'helpdesk' })
  await makeDevice(helper, { name: 'B' })
  await makeDevice(helper, { name: 'a' })
})
afterAll(() => portal.stop())

const macSorts = ['name', 'owner', 'seen', 'enrolled', 'os']
const pieces = [
  'name',
  'd.name',
  ';',
  '--',
  "'",
  '"',
  ')',
  ' DESC',
  '1',
  '__proto__',
  'constructor',
  ',',
  '\0',
]

function* hostileWords(count: number): Generator<unknown> {
  yield* ['(SELECT 1)', 'name; DROP TABLE device', 'toString', '', null, 7, {}, ['name', 'owner']]
  for (let index = 0; index < count; index += 1) {
    const random = [...randomBytes(4)].map((byte) => pieces[byte % pieces.length] ?? '')
    yield random.join('')
  }
}

describe('promise 10: sort and filter columns come from an allow-list', () => {
  it('whatever the address says, only known columns are sorted by', async () => {
    for (const word of hostileWords(300)) {
      const state = searchMacsInput.parse({
        sort: word,
        direction: word,
        status: word,
        kind: word,
        page: word,
      })
      expect(macSorts).toContain(state.sort)
      expect(['asc', 'desc']).toContain(state.direction)
      expect(['enrolled', 'left', 'all']).toContain(state.status)
      expect(macKinds).toContain(state.kind)
      const inbox = inboxInput.parse({ sort: word, direction: word, view: word })
      expect(['updated', 'opened']).toContain(inbox.sort)
      expect(['asc', 'desc']).toContain(inbox.direction)
    }
    await expect(
      searchMacs(helper, searchMacsInput.parse({ sort: 'name; DROP TABLE device' })),
    ).resolves.toBeTruthy()
    expect(await prisma().device.count()).toBe(2)
  })

  it('every column of the list sorts both ways', async () => {
    for (const sort of macSorts) {
      for (const direction of ['asc', 'desc']) {
        const { macs } = await searchMacs(helper, searchMacsInput.parse({ sort, direction }))
        expect(macs).toHaveLength(2)
      }
    }
    const { macs } = await searchMacs(helper, searchMacsInput.parse({ sort: 'name', direction: 'asc' }))
    expect(macs.map((mac) => mac.name)).toEqual(['a', 'B'])
  })
})
