import { randomBytes, randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '#app/api/v1/endpoints.ts'
import { burst, limitRate } from '#app/api/v1/rate-limit.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { apiScopes } from '#lib/auth/api-scopes.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { readApiToken } from '#lib/auth/read-api-token.ts'
import { revokeToken } from '#lib/portal/api/revoke-token.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { askApi, makeToken } from '#tests/support/operator-api.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { dumpDatabase } from './dump-database.ts'
import { findPortalFunctions } from './find-portal-functions.ts'

/** Stands in everything that the API could tell. */
const canary = 'Kanarie9c1'

let portal: TestPortal
let personId: string
let ids: Record<string, string>
beforeAll(async () => {
  portal = await startTestPortal()
  const owner = await makePerson({ name: `${canary} owner` })
  personId = owner.id
  const device = await makeDevice(owner, { name: `${canary} Mac` })
  const { token } = await makeToken()
  const asked = { token, body: { requestType: 'ProfileList' } }
  const queued = await askApi('POST', `/devices/${device.id}/commands`, asked)
  const url = `https://${canary.toLowerCase()}.example/hook`
  const hook = await askApi('POST', '/webhooks', { token, body: { url, events: ['push.failed'] } })
  const link = await askApi('POST', '/enrollment-links', { token, body: { personId, ownership: 'company' } })
  const [command = ''] = queued.body.commandIds as string[]
  ids = {
    ...{ devices: device.id, commands: command, webhooks: String(hook.body.id) },
    'enrollment-links': String(link.body.id),
  }
})
afterAll(() => portal.stop())

const dump = () => dumpDatabase(runtime().databaseUrl)
const addressOf = (template: string) => template.replace('{id}', ids[template.split('/')[1] ?? ''] ?? '')

/** What would do something if it were let through. */
const bodies: Record<string, unknown> = {
  createEnrollmentLink: { personId: randomUUID(), ownership: 'company' },
  queueCommand: { requestType: 'RestartDevice' },
  createWebhook: { url: 'https://example.com/', events: ['device.left'] },
}

async function everythingBut(...words: string[]): Promise<string> {
  return (await dump())
    .split('\n')
    .filter((line) => !words.some((word) => line.includes(word)))
    .join('\n')
}

describe('promise 6: every address of the operator API checks the token itself', () => {
  it('refuses who has none, an unknown, a revoked or an expired one, and a cookie; alike where it must', async () => {
    const revoked = await makeToken()
    await revokeToken(systemActor('test'), { tokenId: revoked.id })
    const expired = await makeToken()
    await prisma().apiToken.update({ where: { id: expired.id }, data: { expiresAt: new Date() } })
    const admin = await makePerson({ role: 'admin' })
    const cookie = `zelf.session=${await signInAs(admin.id)}`
    const unknown = `zelf_${randomBytes(32).toString('base64url')}`
    const authorizations = [
      ...[
        unknown,
        revoked.token,
        expired.token,
        `${revoked.token}x`,
        'junk',
        'zelf_',
        '\u00e9',
        "' OR 1=1 --",
      ],
      ...['x'.repeat(10_000), `${unknown},${unknown}`],
    ].map((token) => `Bearer ${token}`)
    const good = (await makeToken()).token
    const others = [
      `Basic ${Buffer.from(`admin:${good}`).toString('base64')}`,
      good,
      `Token ${good}`,
      'Bearer',
    ]
    const before = await dump()
    const answers = new Set<string>()
    for (const { method, path: template, name } of endpoints) {
      for (const authorization of [...authorizations, ...others]) {
        const headers = { authorization, cookie }
        const answer = await askApi(method, addressOf(template), { headers, body: bodies[name] })
        expect(answer.status, `${method} ${template} with ${authorization.slice(0, 60)}`).toBe(401)
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Zelf", error="invalid_token"')
        answers.add(answer.text)
      }
      for (const headers of [{ cookie }, { cookie, 'x-api-key': good }, {}] as Record<string, string>[]) {
        const answer = await askApi(method, `${addressOf(template)}?access_token=${good}`, {
          ...{ headers, body: bodies[name] },
        })
        expect([answer.status, answer.body.code], `${method} ${template}`).toEqual([401, 'token_required'])
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Zelf"')
      }
    }
    expect(answers.size).toBe(1)
    expect(await dump()).toBe(before)
  })

  it('refuses a token that was made for everything else', async () => {
    const before = await everythingBut('Test token')
    for (const { method, path: template, name, scope } of endpoints) {
      const { token } = await makeToken(apiScopes.filter((one) => one !== scope))
      const answer = await askApi(method, addressOf(template), { token, body: bodies[name] })
      expect([answer.status, answer.body.code], `${method} ${template}`).toEqual([403, 'insufficient_scope'])
      expect(answer.headers.get('www-authenticate')).toContain(`scope="${scope}"`)
      expect(answer.text).not.toContain(canary)
    }
    expect(await everythingBut('Test token')).toBe(before)
  })

  it('and takes one that was made for it alone, so that the refusals above are not in vain', async () => {
    for (const { method, path: template, scope } of endpoints.filter((one) => one.method === 'GET')) {
      const { token } = await makeToken([scope])
      const answer = await askApi(method, addressOf(template), { token })
      expect(answer.status, template).toBe(200)
    }
  })

  it('while a token is nobody in the rest of the portal', async () => {
    const { token } = await makeToken()
    const actor = await readApiToken(token)
    const elsewhere = findPortalFunctions().filter(({ file }) => !/^lib\/portal\/(api|webhooks)\//.test(file))
    const gated = [
      'listPeople',
      'letPersonGo',
      'searchMacs',
      'listAuditEntries',
      'listMacActions',
      'listTickets',
    ]
    for (const name of gated) {
      const file = elsewhere.find((one) => one.name === name)?.file ?? ''
      const run = (await import(path.resolve(file)))[name]
      await expect(run(actor, {}), name).rejects.toBeInstanceOf(ForbiddenError)
    }
  })

  it('and tells no other site’s page anything: there is no CORS', async () => {
    const { token } = await makeToken()
    const headers = { origin: 'https://evil.example' }
    const answer = await askApi('GET', '/devices', { token, headers })
    const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control'))
    expect(names).toEqual([])
  })
})

describe('promise 7: secrets of the API never leave', () => {
  it('neither tokens nor secrets of webhooks nor links are in the database or in an answer', async () => {
    const { token } = await makeToken()
    const body = { url: 'https://hook.example/', events: ['device.left'] }
    const hook = await askApi('POST', '/webhooks', { token, body })
    const link = await askApi('POST', '/enrollment-links', {
      token,
      body: { personId, ownership: 'company' },
    })
    const secrets = [
      token,
      String(hook.body.secret),
      new URL(String(link.body.url)).pathname.split('/').at(-1),
    ]
    const text = await dump()
    const lists = await Promise.all(
      endpoints
        .filter((one) => one.method === 'GET')
        .map((one) => askApi('GET', addressOf(one.path), { token })),
    )
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(30)
      for (const form of [secret ?? '', secret?.split('_').slice(1).join('_') || 'none of it']) {
        expect(text).not.toContain(form)
        for (const answer of lists) expect(answer.text).not.toContain(form)
      }
    }
  })

  it('and what is wrong with a request is said without repeating it', async () => {
    const { token } = await makeToken()
    const body = { requestType: 'DeviceLock', parameters: { PIN: 424242 }, priority: 'canary-value' }
    const answer = await askApi('POST', `/devices/${ids.devices}/commands`, { token, body })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toMatch(/424242|canary-value/)
  })
})

describe('a token that asks too often', () => {
  it('is told when to come back, alone, and may ask again then', async () => {
    const id = randomUUID()
    for (let n = 0; n < burst; n++) limitRate(id, 1000)
    expect(() => limitRate(id, 1000)).toThrow(expect.objectContaining({ code: 'rate_limited' }))
    expect(() => limitRate(randomUUID(), 1000)).not.toThrow()
    expect(() => limitRate(id, 1100)).not.toThrow()
    const { token } = await makeToken(['webhooks:read'])
    const answers = await Promise.all(
      Array.from({ length: burst + 40 }, () => askApi('GET', '/devices', { token })),
    )
    const limited = answers.filter((answer) => answer.status === 429)
    expect(limited.length).toBeGreaterThan(0)
    expect(limited[0]?.headers.get('retry-after')).toBe('1')
    expect(limited[0]?.body.code).toBe('rate_limited')
  })
})

describe('hostile words sent to the API', () => {
  const words = [
    "'; DROP TABLE device; --",
    '\u0000',
    '\ud800',
    '%00',
    '../../etc/passwd',
    '__proto__',
    '1e999',
    '{}',
  ]

  it('break nothing: the answer is a refusal or an empty list', async () => {
    const { token } = await makeToken()
    for (const word of words) {
      const value = encodeURIComponent(word.toWellFormed())
      for (const name of ['serialNumber', 'ownerEmail', 'status', 'updatedSince', 'cursor', 'limit', value]) {
        const answer = await askApi('GET', `/devices?${name}=${value}`, { token })
        expect([200, 400], `${name}=${value}`).toContain(answer.status)
        if (answer.status === 200) expect(answer.body.devices).toEqual([])
      }
      const asked = [
        { requestType: 'ProfileList', idempotencyKey: word },
        { requestType: 'ProfileList', parameters: { [word]: word } },
        {
          requestType: 'DeviceLock',
          parameters: { PIN: '123456' },
          reason: `${word}${word}${word}`,
          confirmation: word,
        },
        JSON.parse(`{"requestType":"ProfileList","__proto__":{"priority":5}}`),
      ]
      for (const body of asked) {
        const answer = await askApi('POST', `/devices/${ids.devices}/commands`, { token, body })
        expect(answer.status, JSON.stringify(body)).toBeLessThan(500)
      }
      const personEmail = `${word}@example.com`
      const link = await askApi('POST', '/enrollment-links', {
        token,
        body: { personEmail, ownership: 'personal' },
      })
      expect([400, 422]).toContain(link.status)
    }
  })
})
