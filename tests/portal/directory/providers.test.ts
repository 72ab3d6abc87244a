import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '#lib/server/prisma.ts'
import { makeToken } from '#tests/support/operator-api.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { ScimClient } from './scim-client.ts'

const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

let portal: TestPortal
let scim: ScimClient
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const newClient = async () => new ScimClient((await makeToken(['scim'])).token)
const patch = (...Operations: unknown[]) => ({ body: { schemas: [patchOp], Operations } })
const auditOf = async (subjectId: string) =>
  (await prisma().auditEntry.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })).map(
    (one) => one.action,
  )
const membersOf = async (groupId: string) =>
  (await prisma().membership.findMany({ where: { groupId }, orderBy: { personId: 'asc' } })).map(
    (one) => one.personId,
  )

describe('Microsoft Entra ID', () => {
  beforeAll(async () => {
    scim = await newClient()
  })

  const newUser = (name: string) => ({
    schemas: [user, enterprise],
    externalId: `key-${name}`,
    userName: `${name}@Contoso.example`,
    active: true,
    displayName: 'Ada Jansen',
    emails: [{ primary: true, type: 'work', value: `${name}@contoso.example` }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Ada Jansen', familyName: 'Jansen', givenName: 'Ada' },
    roles: [],
    [enterprise]: { department: 'Design', employeeNumber: '7' },
  })

  it('tests the connection by a user that does not exist', async () => {
    const answer = await scim.find('Users', 'userName eq "non-existent user"')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/scim+json')
    expect(answer.body).toMatchObject({ totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 })
  })

  it('makes a person, as an employee, and finds them by name in any case', async () => {
    const made = await scim.ask('POST', '/Users', { body: newUser('Ada') })
    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(`http://127.0.0.1:3000/scim/v2/Users/${made.body.id}`)
    expect(made.body).toMatchObject({ userName: 'ada@contoso.example', active: true })
    expect(made.body[enterprise]).toEqual({ department: 'Design' })
    const found = await scim.find('Users', 'userName eq "ADA@contoso.example"')
    expect(found.body.Resources[0]).toEqual(made.body)
    const row = await prisma().person.findUniqueOrThrow({ where: { id: made.body.id } })
    expect(row).toMatchObject({
      role: 'employee',
      externalId: 'key-Ada',
      fromDirectory: true,
      givenName: 'Ada',
    })
    expect(await auditOf(row.id)).toEqual(['person.created'])
  })

  it('asking twice makes one: the second is told of the first', async () => {
    const first = await scim.ask('POST', '/Users', { body: newUser('twice') })
    const again = await scim.ask('POST', '/Users', { body: newUser('twice') })
    expect([again.status, again.body.scimType]).toEqual([409, 'uniqueness'])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    const both = await Promise.all([1, 2].map(() => scim.ask('POST', '/Users', { body: newUser('race') })))
    expect(both.map((one) => one.status).sort()).toEqual([201, 409])
  })

  it('switches a person off by "False", who is signed out in the same moment, and on again', async () => {
    const { id } = (await scim.ask('POST', '/Users', { body: newUser('off') })).body
    await signInAs(id)
    const answer = await scim.ask(
      'PATCH',
      `/Users/${id}`,
      patch({ op: 'Replace', path: 'active', value: 'False' }),
    )
    expect([answer.status, answer.body.active]).toEqual([200, false])
    const row = await prisma().person.findUniqueOrThrow({ where: { id }, include: { sessions: true } })
    expect(row).toMatchObject({ active: false, deactivatedAt: expect.any(Date), sessions: [] })
    await scim.ask('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'True' }))
    expect(await prisma().person.findUnique({ where: { id } })).toMatchObject({
      active: true,
      deactivatedAt: null,
    })
    expect(await auditOf(id)).toEqual(['person.created', 'person.switched_off', 'person.switched_on'])
  })

  it('changes parts by paths with filters, and by dotted keys without a path', async () => {
    const { id } = (await scim.ask('POST', '/Users', { body: newUser('parts') })).body
    const operations = [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'New@contoso.example' },
      { op: 'Add', path: 'name.familyName', value: 'de Vries' },
      { op: 'Add', path: `${enterprise}:department`, value: 'Sales' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Utrecht' },
      {
        op: 'replace',
        value: { 'name.givenName': 'Adinda', displayName: 'Adinda', [`${enterprise}:manager`]: 'x' },
      },
    ]
    const { body, status } = await scim.ask('PATCH', `/Users/${id}`, patch(...operations))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      emails: [{ value: 'new@contoso.example', type: 'work', primary: true }],
      name: { familyName: 'de Vries', givenName: 'Adinda' },
      displayName: 'Adinda',
      [enterprise]: { department: 'Sales' },
    })
  })

  it('keeps groups: members added and removed by lists, members left out of answers', async () => {
    const people = await Promise.all(
      ['g1', 'g2', 'g3'].map((name) => scim.ask('POST', '/Users', { body: newUser(name) })),
    )
    const ids = people.map((one) => one.body.id).sort()
    const made = await scim.ask('POST', '/Groups', {
      body: {
        schemas: [group],
        externalId: 'g-key',
        displayName: 'Designers',
        meta: { resourceType: 'Group' },
      },
    })
    expect(made.status).toBe(201)
    const { id } = made.body
    const add = await scim.ask(
      'PATCH',
      `/Groups/${id}`,
      patch({ op: 'Add', path: 'members', value: ids.map((value) => ({ $ref: null, value })) }),
    )
    expect([add.status, add.text]).toEqual([204, ''])
    expect(await membersOf(id)).toEqual(ids)
    await scim.ask(
      'PATCH',
      `/Groups/${id}`,
      patch({ op: 'Remove', path: 'members', value: [{ value: ids[0] }] }),
    )
    await scim.ask('PATCH', `/Groups/${id}`, patch({ op: 'Remove', path: `members[value eq "${ids[1]}"]` }))
    expect(await membersOf(id)).toEqual([ids[2]])
    const read = await scim.ask('GET', `/Groups/${id}?excludedAttributes=members`)
    expect(read.body).toMatchObject({ displayName: 'Designers', externalId: 'g-key' })
    expect(read.body).not.toHaveProperty('members')
    const holding = await scim.find('Groups', `id eq "${id}" and members eq "${ids[2]}"`)
    expect(holding.body.totalResults).toBe(1)
    expect((await scim.ask('GET', `/Users/${ids[2]}`)).body.groups).toEqual([
      { value: id, display: 'Designers' },
    ])
    expect(await auditOf(id)).toEqual(['group.created', 'group.updated', 'group.updated', 'group.updated'])
  })
})

describe('Okta', () => {
  beforeAll(async () => {
    scim = await newClient()
  })

  const profile = {
    schemas: [user],
    userName: 'okta.person@example.com',
    name: { givenName: 'Okta', familyName: 'Person' },
    emails: [{ primary: true, value: 'okta.person@example.com', type: 'work' }],
    displayName: 'Okta Person',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: 'not-kept',
    active: true,
  }

  it('looks, makes, replaces as a whole, and switches off without a path', async () => {
    const none = await scim.ask(
      'GET',
      '/Users?filter=userName%20eq%20%22okta.person%40example.com%22&startIndex=1&count=100',
    )
    expect(none.body.totalResults).toBe(0)
    const { id } = (await scim.ask('POST', '/Users', { body: profile })).body
    const put = await scim.ask('PUT', `/Users/${id}`, {
      body: { ...profile, id, title: 'Baker', displayName: 'O. Person' },
    })
    expect(put.body).toMatchObject({ id, title: 'Baker', displayName: 'O. Person' })
    const again = await scim.ask('PUT', `/Users/${id}`, { body: profile })
    expect(again.body).not.toHaveProperty('title')
    const off = await scim.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: false } }))
    expect(off.body.active).toBe(false)
    const list = await scim.ask('GET', '/Users?startIndex=1&count=2')
    expect(list.body.Resources.length).toBeLessThanOrEqual(2)
  })

  it('renames a group with its id in the value, and swaps its members', async () => {
    const [a, b] = await Promise.all([makePerson(), makePerson()])
    const made = await scim.ask('POST', '/Groups', {
      body: { schemas: [group], displayName: 'Okta group', members: [{ value: a.id, display: a.email }] },
    })
    const { id } = made.body
    const operations = [
      { op: 'replace', value: { id, displayName: 'Okta bakers' } },
      { op: 'remove', path: `members[value eq "${a.id}"]` },
      { op: 'add', path: 'members', value: [{ value: b.id, display: b.email }] },
    ]
    expect((await scim.ask('PATCH', `/Groups/${id}`, patch(...operations))).status).toBe(204)
    expect((await scim.ask('GET', `/Groups/${id}`)).body).toMatchObject({
      displayName: 'Okta bakers',
      members: [{ value: b.id, display: b.name, type: 'User' }],
    })
    expect((await scim.ask('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect((await scim.ask('GET', `/Groups/${id}`)).status).toBe(404)
    expect(await membersOf(id)).toEqual([])
  })
})

describe('Google Workspace and JumpCloud', () => {
  beforeAll(async () => {
    scim = await newClient()
  })

  it('send application/json, names in parts only, and whole groups', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const body = {
      schemas: [user],
      userName: 'jc@example.com',
      name: { givenName: 'Jean', familyName: 'Cloud' },
      emails: [{ value: 'jc@example.com', type: 'work', primary: true }],
      active: true,
    }
    const { id, displayName } = (await scim.ask('POST', '/Users', { body, headers })).body
    expect(displayName).toBe('Jean Cloud')
    const renamed = await scim.ask(
      'PATCH',
      `/Users/${id}`,
      patch({ op: 'replace', path: 'name.familyName', value: 'Sky' }),
    )
    expect(renamed.body.displayName).toBe('Jean Sky')
    const made = await scim.ask('POST', '/Groups', {
      headers,
      body: { schemas: [group], displayName: 'Cloud' },
    })
    const whole = { schemas: [group], displayName: 'Cloud', members: [{ value: id }] }
    const put = await scim.ask('PUT', `/Groups/${made.body.id}`, { headers, body: whole })
    expect(put.body.members).toEqual([{ value: id, display: 'Jean Sky', type: 'User' }])
  })

  it('delete a person: to them they are gone, to us they are switched off, with all history', async () => {
    const body = {
      schemas: [user],
      userName: 'gone@example.com',
      externalId: 'gone',
      name: { givenName: 'G' },
    }
    const { id } = (await scim.ask('POST', '/Users', { body })).body
    await signInAs(id)
    expect((await scim.ask('DELETE', `/Users/${id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE'] as const) {
      expect((await scim.ask(method, `/Users/${id}`)).status, method).toBe(404)
    }
    const row = await prisma().person.findUniqueOrThrow({ where: { id }, include: { sessions: true } })
    expect(row).toMatchObject({
      active: false,
      deactivatedAt: expect.any(Date),
      sessions: [],
      externalId: null,
    })
    const anew = await scim.ask('POST', '/Users', { body })
    expect([anew.status, anew.body.id, anew.body.active]).toEqual([201, id, true])
  })
})

describe('OneLogin', () => {
  beforeAll(async () => {
    scim = await newClient()
  })

  it('joins the account that somebody has already, and leaves their role alone', async () => {
    const known = await makePerson({ email: 'known@example.com', role: 'helpdesk' })
    const found = await scim.find('Users', 'userName eq "known@example.com"')
    expect(found.body.Resources.map((one) => one.id)).toEqual([known.id])
    const body = {
      schemas: [user],
      userName: 'Known@example.com',
      emails: [{ value: 'known@example.com', primary: true }],
      name: { givenName: 'K', familyName: 'Nown' },
      externalId: 12345 as unknown,
      roles: [{ value: 'admin' }],
      role: 'admin',
    }
    expect((await scim.ask('POST', '/Users', { body })).body.scimType).toBe('invalidValue')
    body.externalId = '12345'
    const joined = await scim.ask('POST', '/Users', { body })
    expect([joined.status, joined.body.id]).toEqual([201, known.id])
    const row = await prisma().person.findUniqueOrThrow({ where: { id: known.id } })
    expect(row).toMatchObject({
      role: 'helpdesk',
      externalId: '12345',
      userName: 'known@example.com',
      name: 'K Nown',
    })
    expect(await auditOf(known.id)).toEqual(['person.joined_directory', 'person.updated'])
  })

  it('adds members without a path', async () => {
    const someone = await makePerson()
    const { id } = (await scim.ask('POST', '/Groups', { body: { schemas: [group], displayName: 'One' } }))
      .body
    await scim.ask(
      'PATCH',
      `/Groups/${id}`,
      patch({ op: 'add', value: { members: [{ value: someone.id }] } }),
    )
    expect(await membersOf(id)).toEqual([someone.id])
  })
})
