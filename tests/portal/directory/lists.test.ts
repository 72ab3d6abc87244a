import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filterCondition } from '#lib/portal/directory/filter-condition.ts'
import { parseFilter } from '#lib/portal/directory/parse-filter.ts'
import { userColumns, visibleUsers } from '#lib/portal/directory/user-columns.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeToken } from '#tests/support/operator-api.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { ScimClient } from './scim-client.ts'

let portal: TestPortal
let scim: ScimClient
beforeAll(async () => {
  portal = await startTestPortal()
  scim = new ScimClient((await makeToken(['scim'])).token)
  await prisma().$executeRaw`
    INSERT INTO person (id, email, name, user_name, external_id, from_directory, department)
    SELECT gen_random_uuid(), 'p' || n || '@example.com', 'Person_' || n, CASE WHEN n % 2 = 0 THEN 'p' || n || '@example.com' END,
      'key-' || n, true, CASE WHEN n % 3 = 0 THEN 'Sales' END FROM generate_series(1, 10000) n`
  await prisma().$executeRaw`ANALYZE person`
})
afterAll(() => portal.stop())

const count = async (filter: string) => (await scim.find('Users', filter)).body.totalResults

describe('ten thousand people', () => {
  it('come in pages that do not overlap and leave nobody out', async () => {
    const seen = new Set<unknown>()
    for (let startIndex = 1; startIndex <= 10_000; startIndex += 200) {
      const { body } = await scim.ask('GET', `/Users?startIndex=${startIndex}&count=200&attributes=id`)
      expect(body).toMatchObject({ totalResults: 10_000, startIndex, itemsPerPage: 200 })
      for (const one of body.Resources) seen.add(one.id)
    }
    expect(seen.size).toBe(10_000)
    const beyond = await scim.ask('GET', '/Users?startIndex=20000&count=0')
    expect(beyond.body).toMatchObject({ totalResults: 10_000, Resources: [] })
    expect((await scim.ask('GET', '/Users?count=5000&startIndex=-3')).body).toMatchObject({
      itemsPerPage: 200,
      startIndex: 1,
    })
  })

  it('are found as the filter says', async () => {
    expect(await count('userName eq "P7@example.com"')).toBe(1)
    expect(await count('userName eq "P8@EXAMPLE.com" or externalId eq "key-9"')).toBe(2)
    expect(await count('externalId eq "KEY-9"')).toBe(0)
    expect(await count('userName sw "p999"')).toBe(11)
    expect(await count('displayName eq "person_1"')).toBe(1)
    expect(await count('displayName co "n_1" and not (displayName co "n_10")')).toBe(1000)
    expect(await count('emails[type eq "work" and value ew "1@example.com"]')).toBe(1000)
    expect(await count('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department pr')).toBe(3333)
    expect(await count('name.familyName pr')).toBe(0)
    expect(await count('title ne "Baker" and active eq true')).toBe(10_000)
    expect(await count('externalId eq null')).toBe(0)
  })

  it('are looked up by name and key through an index', async () => {
    for (const filter of ['userName eq "p7@example.com"', 'externalId eq "key-7"']) {
      const where = Prisma.sql`${visibleUsers} AND ${filterCondition(parseFilter(filter), userColumns)}`
      const plan = JSON.stringify(
        await prisma().$queryRaw(Prisma.sql`EXPLAIN SELECT p.id FROM person p WHERE ${where}`),
      )
      expect(plan).toMatch(/Index Scan/)
      expect(plan).not.toMatch(/Seq Scan/)
    }
  })

  it('are told with the attributes that are wanted', async () => {
    const filter = encodeURIComponent('userName eq "p3@example.com"')
    const ask = async (rest: string) =>
      (await scim.ask('GET', `/Users?filter=${filter}&${rest}`)).body.Resources[0]
    expect(Object.keys((await ask('attributes=userName,EMAILS.value')) ?? {})).toEqual([
      'schemas',
      'id',
      'userName',
      'emails',
    ])
    expect(await ask('attributes=emails.value')).toMatchObject({ emails: [{ value: 'p3@example.com' }] })
    expect(await ask('attributes=emails.value')).not.toHaveProperty('emails.0.type')
    const without = await ask('excludedAttributes=groups,meta,name.formatted,id')
    expect(Object.keys(without ?? {})).not.toEqual(expect.arrayContaining(['groups']))
    expect(without).toMatchObject({ id: expect.any(String) })
  })
})

describe('what the server says of itself', () => {
  it('is what it does', async () => {
    const config = (await scim.ask('GET', '/ServiceProviderConfig')).body
    expect(config).toMatchObject({
      patch: { supported: true },
      etag: { supported: true },
      filter: { maxResults: 200 },
    })
    const types = (await scim.ask('GET', '/ResourceTypes')).body.Resources
    expect(types.map((one) => one.endpoint)).toEqual(['/Users', '/Groups'])
    const schemas = (await scim.ask('GET', '/Schemas')).body.Resources
    for (const { id } of schemas) expect((await scim.ask('GET', `/Schemas/${id}`)).body.id).toBe(id)
    expect(
      (await scim.ask('GET', '/Schemas/urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Acore%3A2.0%3AGroup')).status,
    ).toBe(200)
    expect((await scim.ask('GET', '/Schemas/urn:none')).status).toBe(404)
    expect((await scim.ask('POST', '/Bulk', { body: {} })).status).toBe(501)
    const wrong = await scim.ask('DELETE', '/Users')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})
