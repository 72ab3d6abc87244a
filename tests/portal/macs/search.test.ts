import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { searchMacs, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { searchPeople } from '#lib/portal/macs/search-people.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let helper: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  helper = await makePerson({ role: 'helpdesk', name: 'Hanneke Helper', email: 'hanneke@example.com' })
  const anna = await makePerson({ name: 'Anna Jansen', email: 'anna@example.com' })
  const bram = await makePerson({ name: 'Bram Öz', email: 'bram@example.com' })
  await makeDevice(anna, { name: 'Kestrel', serialNumber: 'C02ABC123' })
  await makeDevice(anna, { name: '100% mine_\\o/', serialNumber: null, enrollmentType: 'user' })
  await makeDevice(bram, { name: 'Left behind', serialNumber: 'C02LEFT99', status: 'left' })
})
afterAll(() => portal.stop())

const find = async (query: string, more: object = {}) => {
  const found = await searchMacs(helper, searchMacsInput.parse({ query, ...more }))
  return found.macs.map((mac) => mac.name).sort()
}

describe('the search for Macs', () => {
  it('finds by name, serial number, owner and address, in any case', async () => {
    expect(await find('kest')).toEqual(['Kestrel'])
    expect(await find('c02abc')).toEqual(['Kestrel'])
    expect(await find('ANNA')).toHaveLength(2)
    expect(await find('anna@example.com')).toHaveLength(2)
    expect(await find('öz', { status: 'left' })).toEqual(['Left behind'])
  })

  it('takes each word by itself, across the Mac and its owner', async () => {
    expect(await find('jansen kestrel')).toEqual(['Kestrel'])
    expect(await find('bram kestrel')).toEqual([])
  })

  it('shows Macs that are here unless asked for others', async () => {
    expect(await find('')).toHaveLength(2)
    expect(await find('', { status: 'left' })).toEqual(['Left behind'])
    expect(await find('', { status: 'all' })).toHaveLength(3)
  })

  it('takes signs that mean something to the database as letters', async () => {
    expect(await find('100%')).toEqual(['100% mine_\\o/'])
    expect(await find('mine_')).toEqual(['100% mine_\\o/'])
    expect(await find('\\o/')).toEqual(['100% mine_\\o/'])
    for (const query of ['%', '_%_', "' OR 1=1 --", '$1', '\\', '"; DROP TABLE device; --', '%27']) {
      expect(await find(`zz${query}`)).toEqual([])
    }
  })

  it('survives whatever stands in the address', async () => {
    for (const query of ['\0', 'a\0b', '\ud800', 'x'.repeat(100_000), '\u202e\u0007', ' '.repeat(500)]) {
      await expect(find(query)).resolves.toBeInstanceOf(Array)
      const { query: words } = searchMacsInput.parse({ query })
      await expect(searchPeople(helper, words)).resolves.toHaveProperty('people')
    }
    expect(searchMacsInput.parse({ query: ['a', 'b'], page: '-3', status: {}, sort: 7 })).toEqual(
      searchMacsInput.parse({}),
    )
  })

  it('is for the helpdesk', async () => {
    const employee = await makePerson()
    await expect(searchMacs(employee, searchMacsInput.parse({}))).rejects.toBeInstanceOf(ForbiddenError)
    await expect(searchPeople(employee, 'anna')).rejects.toBeInstanceOf(ForbiddenError)
  })
})

describe('the search for people', () => {
  it('finds them with their Macs, and those without one too', async () => {
    const [anna] = (await searchPeople(helper, 'anna jansen')).people
    expect(anna?.macs).toHaveLength(2)
    const [without] = (await searchPeople(helper, 'hanneke')).people
    expect(without).toMatchObject({ name: 'Hanneke Helper', macs: [] })
    expect((await searchPeople(helper, '   ')).people).toEqual([])
  })
})
