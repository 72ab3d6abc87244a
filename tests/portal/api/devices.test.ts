import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { device, deviceList } from '#lib/portal/api/resources.ts'
import { prisma } from '#lib/server/prisma.ts'
import { askApi, makeToken } from '#tests/support/operator-api.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let token: string
let owner: PersonActor
let ids: string[]

beforeAll(async () => {
  portal = await startTestPortal()
  token = (await makeToken(['devices:read'])).token
  owner = await makePerson({ email: 'owner@example.com' })
  ids = []
  for (let n = 0; n < 5; n++) ids.push((await makeDevice(owner, { serialNumber: `SERIAL${n}` })).id)
  const other = await makePerson()
  ids.push((await makeDevice(other, { status: 'left' })).id)
})
afterAll(() => portal.stop())

const list = async (query: string) => {
  const answer = await askApi('GET', `/devices${query}`, { token })
  expect(answer.status).toBe(200)
  return deviceList.parse(answer.body)
}

describe('GET /devices', () => {
  it('gives every Mac once, page by page, while others arrive', async () => {
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const page = await list(`?limit=2${cursor}`)
      seen.push(...page.devices.map((one) => one.id))
      if (!page.next) break
      cursor = `&cursor=${page.next}`
      ids.push((await makeDevice(owner)).id)
      if (ids.length > 9) break
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(0, 6)).toEqual(ids.slice(0, 6))
  })

  it('finds by serial number in any case, by owner and by status', async () => {
    expect((await list('?serialNumber=serial3')).devices.map((one) => one.id)).toEqual([ids[3]])
    const owned = await list('?ownerEmail=Owner@Example.com')
    expect(owned.devices.every((one) => one.owner.id === owner.id)).toBe(true)
    expect((await list('?status=left')).devices.map((one) => one.id)).toEqual([ids[5]])
    expect((await list('?serialNumber=none')).devices).toEqual([])
  })

  it('finds what became known since a moment', async () => {
    const since = new Date(Date.now() - 60_000).toISOString()
    expect((await list(`?updatedSince=${since}`)).devices).toEqual([])
    await prisma().device.update({ where: { id: ids[1] ?? '' }, data: { inventoryAt: new Date() } })
    const [found, ...rest] = (await list(`?updatedSince=${since}`)).devices
    expect(found?.id).toBe(ids[1])
    expect(rest).toEqual([])
    expect(found?.updatedAt && found.updatedAt >= since).toBe(true)
  })

  it.each([
    '?limit=201',
    '?limit=0',
    '?cursor=x',
    '?sort=name',
    '?status=all',
    '?limit=2&limit=3',
    '?updatedSince=now',
  ])('refuses %s and says where', async (query) => {
    const { status, headers, body } = await askApi('GET', `/devices${query}`, { token })
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toMatchObject({ code: 'invalid_request', status: 400, title: 'Bad Request' })
    expect(body.errors).toMatchObject([{ field: /\?(\w+)/.exec(query)?.[1] }])
  })
})

describe('GET /devices/{id}', () => {
  it('tells facts, posture, enrolment and owner', async () => {
    await prisma().device.update({ where: { id: ids[0] ?? '' }, data: { fileVault: true, sip: false } })
    const answer = await askApi('GET', `/devices/${ids[0]}`, { token })
    expect(device.parse(answer.body)).toMatchObject({
      id: ids[0],
      serialNumber: 'SERIAL0',
      owner: { email: 'owner@example.com' },
      enrollment: { type: 'device', accessRights: 8191 },
      security: { fileVault: true, firewall: null, systemIntegrityProtection: false },
    })
  })

  it.each(['018f0000-0000-7000-8000-000000000000', 'x', '%00'])('does not find %s', async (id) => {
    const answer = await askApi('GET', `/devices/${id}`, { token })
    expect([answer.status, answer.body.code]).toEqual([404, 'device_not_found'])
  })
})
