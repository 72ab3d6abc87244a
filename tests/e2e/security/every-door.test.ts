import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ask, makeApp } from '#tests/portal/installs/world.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { makeDevice, makePerson } from '#tests/support/portal.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { findActions, findPages, findRoutes, type PageDoor } from './find-doors.ts'
import { actionCall, type Message, type Reply, send } from './send.ts'

/** Stands in everything that is the owner's: whoever else gets to see it has got in. */
const canary = 'Kanarie7f3'

interface Visitor {
  who: string
  actor: PersonActor | null
  cookie: string
}

let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>
let visitors: Visitor[]
let ids: Record<string, string>

async function visitor(who: string, actor: PersonActor | null): Promise<Visitor> {
  return { who, actor, cookie: actor ? `zelf.session=${await signInAs(actor.id)}` : '' }
}

async function fill(owner: PersonActor): Promise<Record<string, string>> {
  const device = await makeDevice(owner, { name: `${canary} Mac` })
  const app = await makeApp({ approvalRequired: true })
  await prisma().catalogApp.update({ where: { id: app.id }, data: { slug: 'app' } })
  const { installId } = await ask(owner, device, app)
  const words = { subject: `${canary} subject`, message: `${canary} words` }
  const { number } = await openTicket(owner, { requestKey: randomUUID(), deviceId: device.id, ...words })
  const profile = await prisma().configurationProfile.create({
    data: {
      name: `${canary} profile`,
      identifier: `example.${canary}`,
      content: new Uint8Array(1),
      sha256Hex: 'a'.repeat(64),
      payloadTypes: [],
    },
  })
  return {
    ...{ '/macs/[id]': device.id, '/helpdesk/macs/[id]': device.id, '/requests/[installId]': installId },
    ...{ '/tickets/[number]': `${number}`, '/helpdesk/tickets/[number]': `${number}` },
    ...{ '/admin/catalog/[appId]': app.id, '/admin/profiles/[id]': profile.id },
    '/admin/people/[id]': owner.id,
    ...{ '/apps/[slug]': 'app', '/help/[slug]': 'enrol-your-mac' },
    ...{ '/macs/[id]/privacy': device.id, '/macs/[id]/leave': device.id },
    ...{ '/enroll/account/[kind]': 'byod' },
  }
}

/** Their links change when they come in, which is no action either. */
async function demoMacsAreIn(): Promise<void> {
  const waiting = () => prisma().$queryRaw<unknown[]>`SELECT 1 FROM mdm_invitation WHERE enrolled_at IS NULL`
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 60_000 })
}

beforeAll(async () => {
  product = await startProduct()
  inside = await enterProduct(product)
  await demoMacsAreIn()
  const owner = await makePerson({ name: 'Own Er' })
  ids = await fill(owner)
  visitors = [
    await visitor('nobody', null),
    await visitor('another employee', await makePerson({ name: 'Else' })),
    await visitor('helpdesk', await makePerson({ role: 'helpdesk' })),
    await visitor('admin', await makePerson({ role: 'admin' })),
    await visitor('the owner', owner),
  ]
})
afterAll(async () => {
  await inside.close()
  await product.stop()
})

/** The address of a page; a new page with a name in brackets must be given one above. */
function addressOf({ route }: Pick<PageDoor, 'route'>): string {
  if (!route.includes('[')) return route
  const id = ids[route]
  if (!id) throw new Error(`${route} has no example in this test`)
  return route.replace(/\[.*\]/, id)
}

const person = (who: string): Visitor => {
  const found = visitors.find((one) => one.who === who)
  if (!found) throw new Error(who)
  return found
}
const mayPass = ({ actor }: Visitor, { role }: Pick<PageDoor, 'role'>) =>
  role === null || (actor !== null && hasRole(actor, role))

const go = (path: string, { cookie }: Visitor, message: Message = {}): Promise<Reply> =>
  send(product.url, path, { ...message, headers: { cookie, ...message.headers } })

/** As a browser's router would: Next corrects a wrong `_rsc` by a redirect, which is not the answer yet. */
async function goAsRouter(path: string, one: Visitor, message: Message): Promise<Reply> {
  const reply = await go(path, one, message)
  const to = String(reply.headers.location ?? '')
  return reply.status === 307 && to.includes('?_rsc') ? go(to.replace(product.url, ''), one, message) : reply
}

/** Ways round a gate that stands in a proxy, a layout or an address instead of the page. */
const tricks: [string, (path: string) => [string, Record<string, string>]][] = [
  ['a client navigation', (path) => [`${path}?_rsc=abcde`, { rsc: '1' }]],
  [
    'a prefetch',
    (path) => [`${path}?_rsc=abcde`, { rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch' }],
  ],
  [
    'a prefetch of one segment',
    (path) => [
      `${path}?_rsc=abcde`,
      { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
    ],
  ],
  ['.rsc', (path) => [`${path === '/' ? '/index' : path}.rsc`, {}]],
  ['.segments', (path) => [`${path === '/' ? '/index' : path}.segments/_full.segment.rsc`, {}]],
  [
    'headers of the inside',
    (path) => [
      path,
      {
        'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
        'x-middleware-next': '1',
        'x-middleware-rewrite': '/sign-in',
        'x-middleware-prefetch': '1',
        'x-action-forwarded': '1',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-for': '127.0.0.1',
        'x-original-url': '/sign-in',
        'x-rewrite-url': '/sign-in',
        'x-matched-path': '/sign-in',
        'x-invoke-path': '/sign-in',
        'x-nextjs-data': '1',
        'x-zelf-path': '/sign-in',
        'x-now-route-matches': '1',
      },
    ],
  ],
  ['a doubled slash', (path) => [`/${path}`, {}]],
  ['a detour', (path) => [`/sign-in/..${path}`, {}]],
  ['a path as static file', (path) => [`/_next/static/..${path}`, {}]],
  ['an encoded detour', (path) => [`/_next/static/%2e%2e/%2e%2e${path}`, {}]],
]

const detours: typeof tricks = ['..%2f..', '%2e%2e%2f%2e%2e', '..\\\\..', 'x/../../..', '.%2e/.%2e'].map(
  (up) => [up, (path) => [`/_next/static/${up}${path}`, {}]],
)

describe('promise 6: every page checks for itself', () => {
  it('that the visitor has the role, and shows no more than is theirs', async () => {
    for (const page of findPages()) {
      const path = addressOf(page)
      for (const one of visitors) {
        const { status, headers, body } = await go(path, one)
        const where = `${path} for ${one.who}`
        expect(status, where).toBeLessThan(500)
        if (mayPass(one, page)) continue
        expect(body.includes(canary), where).toBe(false)
        if (one.actor) expect(status, where).toBe(403)
        else expect([status, headers.location], where).toEqual([307, expect.stringMatching(/^\/sign-in/)])
      }
    }
  }, 120_000)

  it('and what is somebody else’s looks as if it were not there', async () => {
    const theirs = [
      '/macs/[id]',
      '/macs/[id]/privacy',
      '/macs/[id]/leave',
      '/requests/[installId]',
      '/tickets/[number]',
    ]
    for (const route of theirs) {
      const path = addressOf({ route })
      const stranger = await go(path, person('another employee'))
      expect(stranger.body.includes(canary), path).toBe(false)
      expect(stranger.status, path).toBe(404)
      expect((await go(path, person('the owner'))).body.includes(canary), path).toBe(true)
    }
    for (const route of ['/helpdesk/macs/[id]', '/helpdesk/tickets/[number]', '/helpdesk/macs'])
      expect((await go(addressOf({ route }), person('helpdesk'))).body.includes(canary), route).toBe(true)
    for (const route of ['/admin/profiles/[id]', '/admin/profiles'])
      expect((await go(addressOf({ route }), person('admin'))).body.includes(canary), route).toBe(true)
  })

  it.each(tricks)(
    'also asked by %s',
    async (_name, trick) => {
      for (const page of findPages()) {
        const [path, headers] = trick(addressOf(page))
        const outside = visitors.filter((one) => !mayPass(one, page))
        const strangers = page.role === 'employee' ? [person('another employee')] : []
        for (const one of [...outside.slice(0, 2), ...strangers]) {
          // The catalogue is everybody's.
          if (page.route.startsWith('/apps') && one.actor) continue
          const reply = await goAsRouter(path, one, { headers })
          expect(reply.body.includes(canary), `${path} for ${one.who}`).toBe(false)
          expect(reply.status, `${path} for ${one.who}`).toBeLessThan(500)
        }
      }
    },
    120_000,
  )
})

/** Fields that would do something to what is the owner's, whatever the action. */
function tempting(owner: PersonActor): Record<string, string> {
  const id = (route: string) => ids[route] ?? ''
  return {
    ...{
      deviceId: id('/macs/[id]'),
      installId: id('/requests/[installId]'),
      appId: id('/admin/catalog/[appId]'),
    },
    ...{ profileId: id('/admin/profiles/[id]'), number: id('/tickets/[number]'), personId: owner.id },
    ...{ requestKey: randomUUID(), reason: 'because of it', confirmation: `${canary} Mac`, active: 'false' },
    ...{
      message: 'words',
      note: 'words',
      status: 'resolved',
      ownership: 'company',
      name: 'Evil',
      accent: '#000000',
    },
    ...{ groupId: randomUUID(), requestId: randomUUID(), actionId: randomUUID(), packageId: randomUUID() },
    ...{ handle: 'a'.repeat(24), assigneeId: owner.id, publisher: 'x', category: 'other' },
    ...{ summaryEn: 'x', summaryNl: 'x', subject: 'x', confirmed: 'yes', locale: 'nl', theme: 'dark' },
  }
}

/** All that an action could change; what is written down of the demo's Macs meanwhile is no person's doing. */
async function everything(): Promise<string> {
  const tables = await prisma().$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
      AND tablename IN ('audit_entry', 'request', 'ticket', 'ticket_message', 'catalog_app', 'setting',
        'profile_assignment', 'configuration_profile', 'device_action', 'mdm_invitation')`
  const parts = await Promise.all(
    tables.map(({ name }) =>
      prisma().$queryRawUnsafe(`SELECT '${name}' AS name, count(*)::int, md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${name} t
        WHERE t::text NOT LIKE '%demo%'${name === 'audit_entry' ? " AND actor_kind = 'person'" : ''}`),
    ),
  )
  return JSON.stringify(parts)
}

it('and those ways do lead somebody who may see it to the page, confined as ever', async () => {
  const reached: string[] = []
  for (const [name, trick] of [...tricks, ...detours]) {
    const [path, headers] = trick('/admin/profiles')
    const reply = await goAsRouter(path, person('admin'), { headers })
    if (!reply.body.includes(canary)) continue
    reached.push(name)
    expect(reply.headers['x-frame-options'], path).toBe('DENY')
    expect(reply.headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
  }
  expect(reached).toEqual(expect.arrayContaining(['a client navigation', 'a detour']))
})

describe('promise 6: every action checks for itself', () => {
  it('that there is a person with the role, whatever the page it is sent to', async () => {
    const actions = findActions()
    expect(actions.length).toBeGreaterThan(30)
    const owner = person('the owner').actor
    if (!owner) throw new Error('nobody')
    const fields = tempting(owner)
    const before = await everything()
    for (const door of actions.filter((one) => one.role !== null)) {
      for (const one of visitors.filter((guest) => !mayPass(guest, door)).slice(0, 3)) {
        for (const path of [
          door.page.includes('[') ? addressOf({ route: door.page }) : door.page,
          '/sign-in',
        ]) {
          const reply = await go(path, one, actionCall(door.id, fields))
          const where = `${door.name} at ${path} for ${one.who}`
          expect(reply.body, where).toContain(one.actor ? '"forbidden"' : '"signed_out"')
          expect(reply.body.includes(canary), where).toBe(false)
        }
      }
    }
    expect(await everything()).toBe(before)
  }, 120_000)

  it('that an employee does it to what is their own', async () => {
    const owner = person('the owner').actor
    if (!owner) throw new Error('nobody')
    const fields = tempting(owner)
    const before = await everything()
    const harmless = ['signOutHere', 'makeLink', 'askHelpdesk']
    for (const door of findActions().filter(
      (one) => one.role === 'employee' && !harmless.includes(one.name),
    )) {
      const reply = await go('/account', person('another employee'), actionCall(door.id, fields))
      expect(reply.body.includes(canary), door.name).toBe(false)
    }
    expect(await everything()).toBe(before)
  })

  it('and another site’s page gets nothing done in anybody’s name', async () => {
    const admin = person('admin')
    const before = await everything()
    for (const door of findActions()) {
      for (const origin of ['https://evil.example', 'null', `${product.url}.evil.example`]) {
        const call = actionCall(door.id, tempting(admin.actor ?? expect.fail()))
        const forgeries: Record<string, string>[] = [{}, { 'x-forwarded-host': 'evil.example' }]
        for (const forged of forgeries) {
          const reply = await go(door.role ? '/account' : '/sign-in', admin, {
            ...call,
            headers: { ...call.headers, origin, ...forged },
          })
          expect(reply.status, `${door.name} from ${origin}`).toBe(403)
        }
      }
    }
    expect(await everything()).toBe(before)
  }, 60_000)
})

describe('promise 13: the server asks no address that a visitor names', () => {
  it('neither by Host, nor by a forwarded host, when it hands an action on or follows its redirect', async () => {
    const hits: string[] = []
    const trap = createServer((request, response) => {
      hits.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(trap.address() as AddressInfo).port}`
    const demo = await prisma().person.findFirstOrThrow({ where: { isDemo: true } })
    const forgeries: Record<string, string>[] = [
      { host },
      { 'x-forwarded-host': host },
      { host, 'x-forwarded-proto': 'http' },
    ]
    for (const door of findActions()) {
      const call = actionCall(door.id, { personId: demo.id, locale: 'nl', theme: 'dark' })
      for (const forged of forgeries) {
        await go('/sign-in', person('nobody'), { ...call, headers: { ...call.headers, ...forged } })
      }
    }
    trap.closeAllConnections()
    await new Promise((resolve) => trap.close(resolve))
    expect(hits).toEqual([])
  }, 60_000)
})

describe('promise 6: every route handler checks for itself', () => {
  /** Answers for: nobody, another employee. */
  const expected: Record<string, [number, number]> = {
    '/api/apps/[id]/icon': [401, 404],
    '/api/auth/callback/company': [404, 404],
    '/api/health': [200, 200],
    '/api/organization/logo': [404, 404],
    '/api/events': [401, 200],
    '/api/packages': [401, 403],
    // It tells Macs where to enrol, and here that nobody said which one.
    '/api/remote-management': [403, 403],
    // It is sent to and never read; tests/e2e/account-enrollment.test.ts does.
    '/enroll/account/[kind]/confirm': [405, 405],
    '/api/v1/[...path]': [404, 404],
    '/api/v1/openapi': [200, 200],
    // A cookie opens none of these; tests/security/api-tokens.test.ts tries them with tokens.
    '/api/v1/enrollment-links': [401, 401],
    '/api/v1/enrollment-links/[id]': [401, 401],
    '/api/v1/devices': [401, 401],
    '/api/v1/devices/[id]': [401, 401],
    '/api/v1/devices/[id]/commands': [401, 401],
    '/api/v1/commands/[id]': [401, 401],
    '/api/v1/webhooks': [401, 401],
    // Neither this; tests/security/scim.test.ts tries it.
    '/scim/v2/[...path]': [401, 401],
    // It can be removed, and not read.
    '/api/v1/webhooks/[id]': [405, 405],
  }
  /** Where there is nothing to read. */
  const notRead = ['/api/packages', '/api/v1/enrollment-links']

  it('who asks', async () => {
    expect(findRoutes().sort()).toEqual(Object.keys(expected).sort())
    for (const [route, statuses] of Object.entries(expected)) {
      const path = route.replace('[id]', ids['/admin/catalog/[appId]'] ?? '')
      const message: Message = notRead.includes(route) ? { method: 'POST', body: 'x' } : {}
      expect((await go(path, person('nobody'), message)).status, path).toBe(statuses[0])
      if (route === '/api/events') continue
      expect((await go(path, person('another employee'), message)).status, path).toBe(statuses[1])
    }
  })

  it('and no other method does anything', async () => {
    const before = await everything()
    for (const route of findRoutes()) {
      const path = route.replace('[id]', ids['/admin/catalog/[appId]'] ?? '')
      for (const method of ['PUT', 'DELETE', 'PATCH', 'POST', 'TRACE'])
        expect((await go(path, person('admin'), { method })).status, `${method} ${path}`).toBeGreaterThan(399)
    }
    expect(await everything()).toBe(before)
  })
})

describe('promise 14: every answer is confined', () => {
  it('cannot be framed or sniffed, whatever kind of answer it is', async () => {
    const { url } = await inviteMac(person('the owner').actor ?? expect.fail(), { ownership: 'personal' })
    const admin = person('admin')
    const paths: [string, Visitor, Message][] = [
      ['/sign-in', person('nobody'), {}],
      ['/macs', person('nobody'), {}],
      ['/', admin, {}],
      ['/nowhere', admin, {}],
      ['/admin/people', person('another employee'), {}],
      ['/admin/people?_rsc=abcde', admin, { headers: { rsc: '1' } }],
      ['/api/nowhere', admin, {}],
      ['/api/health', person('nobody'), {}],
      ['/api/organization/logo', person('nobody'), {}],
      ['/api/packages', person('nobody'), { method: 'POST', body: 'x' }],
      [`/api/apps/${ids['/admin/catalog/[appId]']}/icon`, admin, {}],
      ['/mdm/package/none', person('nobody'), {}],
      [new URL(url).pathname, person('nobody'), {}],
      ['/mark.svg', person('nobody'), {}],
    ]
    for (const [path, one, message] of paths) {
      const { headers } = await go(path, one, message)
      expect(headers['x-content-type-options'], path).toBe('nosniff')
      expect(headers['x-powered-by'], path).toBeUndefined()
      if (!/html|x-component/.test(String(headers['content-type']))) continue
      expect(headers['x-frame-options'], path).toBe('DENY')
      expect(headers['content-security-policy'], path).toMatch(/script-src 'self' 'nonce-/)
      expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
    }
  })

  it('is not kept by anything between, when it is somebody’s', async () => {
    for (const path of ['/', '/macs', '/account', '/api/health'])
      expect((await go(path, person('the owner'))).headers['cache-control'], path).toMatch(/no-store|private/)
  })

  it('gives a session cookie that scripts and other sites cannot use, new at each sign-in', async () => {
    const signIn = findActions().find((one) => one.name === 'signInAsDemoPerson')
    const demo = await prisma().person.findFirstOrThrow({ where: { isDemo: true, role: 'employee' } })
    const call = actionCall(signIn?.id ?? '', { personId: demo.id })
    const fixed = { headers: { ...call.headers, cookie: 'zelf.session=chosen-by-somebody-else' } }
    const { headers } = await send(product.url, '/sign-in', { ...call, ...fixed })
    const cookie = (headers['set-cookie'] ?? []).toString()
    expect(cookie).toMatch(/^zelf\.session=[A-Za-z0-9_-]{43};/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=lax/i)
    expect(cookie).not.toContain('chosen-by-somebody-else')
  })

  it('leads back here after signing in, whatever the address asks for', async () => {
    for (const to of ['/.//evil.example', '//evil.example', 'https://evil.example']) {
      const { headers } = await go(`/sign-in?to=${encodeURIComponent(to)}`, person('the owner'))
      expect(new URL(String(headers.location), product.url).origin, to).toBe(product.url)
    }
  })
})

describe('promise 11: an upload is bytes, whatever it is called', () => {
  const own = () => ({ origin: product.url, host: new URL(product.url).host, 'x-zelf-upload': '1' })
  const foldersOf = (data: string) => readdirSync(data, { recursive: true, encoding: 'utf8' }).sort()

  it('and leaves nothing behind where it is not a package', async () => {
    const before = foldersOf(path.join(product.dataDirectory, 'packages'))
    for (const name of [
      '../../../evil.pkg',
      '%2e%2e%2fevil',
      '/etc/passwd',
      'a%00.pkg',
      '%',
      'x'.repeat(4_000),
    ]) {
      for (const type of [
        'text/html',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded',
      ]) {
        const headers = { ...own(), 'x-file-name': name, 'content-type': type }
        const reply = await go('/api/packages', person('admin'), { method: 'POST', headers, body: 'xar!not' })
        expect(reply.status, name).toBe(422)
        expect(reply.headers['content-type'], name).toMatch(/json/)
        expect(reply.body, name).not.toContain(product.dataDirectory)
      }
    }
    expect(foldersOf(path.join(product.dataDirectory, 'packages'))).toEqual(before)
  })
})

describe('promise 7: other users of this machine', () => {
  it('cannot look into the data', () => {
    const { dataDirectory } = product
    expect(statSync(dataDirectory).mode & 0o067).toBe(0)
    for (const file of ['master-key', 'session-key', 'postgres/password', 'postgres/postgres.log'])
      expect(statSync(path.join(dataDirectory, file)).mode & 0o077, file).toBe(0)
  })
})

describe('hostile words in an address', () => {
  const words = ["'; DROP TABLE person; --", '%00', '%F0%9F%98%80', '%ED%A0%80', '..%2F..%2Fetc', '1e999']

  it('break no page', async () => {
    const bad: string[] = []
    const names = [
      'q',
      'query',
      'search',
      'sort',
      'status',
      'page',
      'cursor',
      'action',
      'person',
      'subject',
      'view',
    ]
    for (const page of findPages()) {
      for (const word of words) {
        const value = word.startsWith('%') ? word : encodeURIComponent(word)
        const query = names.map((name) => `${name}=${value}`).join('&')
        const path = page.route.includes('[') ? page.route.replace(/\[.*\]/, value) : addressOf(page)
        const { status, body } = await go(
          `${path}?${query}&from=${value}&to=${value}&q=a&q=b`,
          person('admin'),
        )
        const broken = status >= 500 || /PrismaClient|\n\s+at /.test(body)
        if (broken) bad.push(`${path} with ${value}: ${status}`)
      }
    }
    expect(bad).toEqual([])
  }, 120_000)
})
