import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { apiScopes } from '#lib/auth/api-scopes.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { revokeToken } from '#lib/portal/api/revoke-token.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { ScimClient } from '#tests/portal/directory/scim-client.ts'
import { makeToken } from '#tests/support/operator-api.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { dumpDatabase } from './dump-database.ts'

let portal: TestPortal
let ids: { person: string; group: string; local: string }
beforeAll(async () => {
  portal = await startTestPortal()
  const person = await makePerson({ name: 'Canary Person' })
  const group = await prisma().group.create({ data: { name: 'Canary', source: 'directory' } })
  const local = await prisma().group.create({ data: { name: 'Local' } })
  ids = { person: person.id, group: group.id, local: local.id }
})
afterAll(() => portal.stop())

const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const newClient = async () => new ScimClient((await makeToken(['scim'])).token)
const newUser = (name: string, rest = {}) => ({ schemas: [user], userName: `${name}@example.com`, ...rest })
const patch = (...Operations: unknown[]) => ({ Operations })
const everything = async () =>
  (await dumpDatabase(runtime().databaseUrl))
    .split('\n')
    .filter((line) => !/Test token/.test(line))
    .join('\n')

/** Every way in, with what would do something. */
function doors(): ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, unknown][] {
  const off = patch({ op: 'replace', value: { active: false, displayName: 'Evil' } })
  return [
    ...['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/Users', '/Groups', '/Me', '/nothing'].map(
      (address): ['GET', string, unknown] => ['GET', address, undefined],
    ),
    ['POST', '/Users', newUser('evil')],
    ['POST', '/Groups', { displayName: 'Evil' }],
    ['GET', `/Users/${ids.person}`, undefined],
    ['PUT', `/Users/${ids.person}`, newUser('evil')],
    ['PATCH', `/Users/${ids.person}`, off],
    ['DELETE', `/Users/${ids.person}`, undefined],
    ['GET', `/Groups/${ids.group}`, undefined],
    ['PUT', `/Groups/${ids.group}`, { displayName: 'Evil' }],
    ['PATCH', `/Groups/${ids.group}`, off],
    ['DELETE', `/Groups/${ids.group}`, undefined],
  ]
}

describe('promise 6: the directory’s door checks the token itself', () => {
  it('no token, a wrong, revoked or other one, a cookie: refused, and nothing is done or told', async () => {
    const client = await newClient()
    const revoked = await makeToken(['scim'])
    await revokeToken(systemActor('test'), { tokenId: revoked.id })
    const other = (await makeToken(apiScopes.filter((scope) => scope !== 'scim'))).token
    const admin = await makePerson({ role: 'admin' })
    const cookie = `zelf.session=${await signInAs(admin.id)}`
    const before = await everything()
    for (const [method, address, body] of doors()) {
      const at = `${method} ${address}`
      for (const token of [null, 'junk', revoked.token]) {
        const answer = await client.ask(method, address, { token, body, headers: { cookie } })
        expect([answer.status, answer.body.status], at).toEqual([401, '401'])
        expect(answer.headers.get('www-authenticate'), at).toContain('Bearer')
        expect(answer.text, at).not.toContain('Canary')
      }
      const answer = await client.ask(method, address, { token: other, body })
      expect(answer.status, at).toBe(403)
      expect(answer.headers.get('www-authenticate')).toContain('scope="scim"')
    }
    expect(await everything()).toBe(before)
  })

  it('local groups, and the demo’s people, are not there', async () => {
    const client = await newClient()
    const demo = await prisma().person.create({
      data: { email: 'demo@example.com', name: 'Demo', isDemo: true },
    })
    const before = await everything()
    for (const address of [
      `/Groups/${ids.local}`,
      `/Users/${demo.id}`,
      '/Users/x',
      `/Groups/${randomUUID()}`,
    ]) {
      expect((await client.ask('GET', address)).status, address).toBe(404)
      expect((await client.ask('DELETE', address)).status, address).toBe(404)
      expect((await client.ask('PATCH', address, { body: patch({ op: 'add', value: {} }) })).status).toBe(404)
    }
    expect((await client.ask('POST', '/Groups', { body: { displayName: 'Local' } })).status).toBe(409)
    expect((await client.ask('POST', '/Users', { body: newUser('demo') })).status).toBe(409)
    expect((await client.find('Groups', 'displayName eq "Local"')).body.totalResults).toBe(0)
    expect((await client.find('Users', 'userName eq "demo@example.com"')).body.totalResults).toBe(0)
    expect(await everything()).toBe(before)
  })
})

describe('promise 15: a directory makes employees', () => {
  it('whatever it says of roles, in a body or a patch', async () => {
    const client = await newClient()
    const roles = { role: 'admin', roles: [{ value: 'admin', primary: true }], isAdmin: true, isDemo: true }
    const { id } = (await client.ask('POST', '/Users', { body: newUser('climber', roles) })).body
    const operations = ['role', 'roles', 'roles[primary eq "True"].value', 'isDemo'].map((path) => ({
      ...{ op: 'add', path, value: 'admin' },
    }))
    expect((await client.ask('PATCH', `/Users/${id}`, { body: patch(...operations) })).status).toBe(200)
    await client.ask('PUT', `/Users/${id}`, { body: newUser('climber', roles) })
    expect(await prisma().person.findUnique({ where: { id } })).toMatchObject({
      role: 'employee',
      isDemo: false,
    })
  })
})

describe('promise 14: who is switched off is signed out at once', () => {
  it.each(['PATCH', 'PUT', 'DELETE'] as const)('by %s', async (method) => {
    const client = await newClient()
    const name = `leaver-${method.toLowerCase()}`
    const { id } = (await client.ask('POST', '/Users', { body: newUser(name) })).body
    const session = await signInAs(id)
    expect(await readSession(session)).not.toBeNull()
    const bodies = {
      PUT: newUser(name, { active: false }),
      PATCH: patch({ op: 'replace', path: 'active', value: false }),
      DELETE: undefined,
    }
    await client.ask(method, `/Users/${id}`, { body: bodies[method] })
    expect(await readSession(session)).toBeNull()
    expect(await prisma().session.count({ where: { personId: id } })).toBe(0)
  })
})

describe('promise 16: versions, and changes at once', () => {
  it('of two patches at once both count, and of two with the same version one', async () => {
    const client = await newClient()
    const made = await client.ask('POST', '/Users', { body: newUser('both') })
    const { id } = made.body
    const send = (path: string, value: string, headers?: Record<string, string>) =>
      client.ask('PATCH', `/Users/${id}`, { body: patch({ op: 'add', path, value }), headers })
    await Promise.all([send('title', 'Baker'), send('name.givenName', 'Bo')])
    const { body, headers } = await client.ask('GET', `/Users/${id}`)
    expect(body).toMatchObject({ title: 'Baker', name: { givenName: 'Bo' } })
    const etag = headers.get('etag') ?? ''
    expect((await client.ask('GET', `/Users/${id}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const both = await Promise.all(['A', 'B'].map((value) => send('title', value, { 'if-match': etag })))
    expect(both.map((one) => one.status).sort()).toEqual([200, 412])
    const stale = await client.ask('DELETE', `/Users/${id}`, {
      headers: { 'if-match': made.headers.get('etag') ?? '' },
    })
    expect(stale.status).toBe(412)
  })

  it('members added at once are all there, each change is a version, and no change is none', async () => {
    const client = await newClient()
    const people = await Promise.all(Array.from({ length: 8 }, () => makePerson()))
    const add = (id: string) =>
      client.ask('PATCH', `/Groups/${ids.group}`, {
        body: patch({ op: 'add', path: 'members', value: [{ value: id }] }),
      })
    const answers = await Promise.all(people.map((one) => add(one.id)))
    expect(new Set(answers.map((one) => one.headers.get('etag'))).size).toBe(8)
    expect(await prisma().membership.count({ where: { groupId: ids.group } })).toBe(8)
    const before = await everything()
    expect((await add(people[0]?.id ?? '')).status).toBe(204)
    expect(await everything()).toBe(before)
  })
})

describe('hostile words of a directory', () => {
  const words = [
    "'; DROP TABLE person; --",
    '\u0000',
    '\ud800',
    '%',
    '../..',
    '__proto__',
    '{{7*7}}',
    '<script>',
    '"',
    'x'.repeat(2000),
  ]

  it('are a value or a refusal, never a fault, wherever they stand', async () => {
    const client = await newClient()
    for (const word of words) {
      const well = word.toWellFormed()
      const at = encodeURIComponent(well)
      const asked = [
        await client.ask('GET', `/Users?filter=${at}`),
        await client.find('Users', `displayName co ${JSON.stringify(well)}`),
        await client.find('Groups', `displayName sw ${JSON.stringify(well)}`),
        await client.ask('GET', `/Users?sortBy=${at}&sortOrder=${at}&startIndex=${at}`),
        await client.ask('GET', `/Users?attributes=${at}&excludedAttributes=${at}&count=1`),
        await client.ask('POST', '/Users', { body: newUser('w', { userName: word }) }),
        await client.ask('POST', '/Users', {
          body: newUser(randomUUID(), { displayName: word, externalId: word }),
        }),
        await client.ask('POST', '/Groups', { body: { displayName: word, members: [{ value: word }] } }),
        await client.ask('PATCH', `/Users/${ids.person}`, {
          body: patch({ op: word, path: word, value: word }),
        }),
        await client.ask('PATCH', `/Users/${ids.person}`, {
          body: patch({ op: 'add', path: word, value: word }),
        }),
        await client.ask('PATCH', `/Users/${ids.person}`, {
          body: patch({ op: 'add', value: { [word]: word } }),
        }),
      ]
      expect(
        asked.every((one) => one.status < 500),
        word.slice(0, 40),
      ).toBe(true)
    }
  })

  it('promise 10: sorts by what is listed, in either direction', async () => {
    const client = await newClient()
    const names = async (query: string) =>
      (await client.ask('GET', `/Users?attributes=userName&${query}`)).body.Resources.map(
        (one) => one.userName,
      )
    const up = await names('sortBy=userName')
    expect(up).toEqual([...up].sort())
    expect(await names('sortBy=username&sortOrder=descending')).toEqual([...up].reverse())
    for (const column of ['role', 'p.email', 'userName; DROP TABLE person', '(SELECT 1)', '__proto__'])
      expect((await client.ask('GET', `/Users?sortBy=${encodeURIComponent(column)}`)).status, column).toBe(
        400,
      )
  })

  it('bodies that are too large, of another type, or no JSON are refused in the directory’s words', async () => {
    const client = await newClient()
    const body = newUser('big', { displayName: 'x'.repeat(1_000_001) })
    expect((await client.ask('POST', '/Users', { body })).status).toBe(413)
    const headers = { 'content-type': 'text/plain' }
    expect((await client.ask('POST', '/Users', { body: '{}', headers })).status).toBe(415)
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
    for (const text of ['{', '[]', '"x"', 'null', deep, `{"Operations":${deep}}`]) {
      const answer = await client.ask('PATCH', `/Users/${ids.person}`, { body: text })
      expect([answer.status, answer.body.scimType], text.slice(0, 20)).toEqual([400, 'invalidSyntax'])
      expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
  })
})
