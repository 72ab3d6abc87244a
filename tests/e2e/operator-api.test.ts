import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { isSigned, type Receiver, startReceiver } from '#tests/portal/webhooks/receiver.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { send } from './security/send.ts'

let product: Product
let browser: TestBrowser
let admin: Visitor
let receiver: Receiver
let mac: SimulatedMac
let token = ''
let secret = ''

beforeAll(async () => {
  browser = await openBrowser()
  receiver = await startReceiver()
  product = await startProduct({ env: { ZELF_ALLOW_PRIVATE_WEBHOOKS: 'on' } })
  admin = await visit(browser, { url: product.url, name: 'Jonas Visser' })
})
afterAll(async () => {
  await mac?.close()
  await browser.close()
  await product.stop()
  await receiver.stop()
})

async function ask(method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const answer = await send(product.url, `/api/v1${path}`, { method, headers, body: sent })
  return { ...answer, json: answer.body ? JSON.parse(answer.body) : null }
}

/** What is in the window that shows something once; closes it as somebody does who has kept it. */
async function keepSecret(title: string): Promise<string> {
  const { page, t } = admin
  const shown = page.getByRole('dialog', { name: title })
  await shown.waitFor()
  await page.keyboard.press('Escape')
  await shown.getByText(t('admin-api.secret.first')).waitFor()
  const value = (await shown.locator('code').textContent()) ?? ''
  await shown.getByRole('button', { name: t('admin-api.secret.kept') }).click()
  await shown.waitFor({ state: 'detached' })
  return value
}

async function until<T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read()
    if (good(value)) return value
    await sleep(100)
  }
}

describe('an administrator and a program', () => {
  it('make a token on the page, with the keyboard alone, that is shown once', async () => {
    const { page, t, open } = admin
    await open('/admin/api')
    const make = page.getByRole('button', { name: t('admin-api.tokens.make') })
    await make.focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: t('admin-api.tokens.new_title') })
    await form.getByRole('textbox', { name: t('admin-api.tokens.name') }).fill('Asset register')
    await page.keyboard.press('Enter')
    await form.getByText(t('admin-api.errors.choose_scope')).first().waitFor()
    await expectNoAxeViolations(page)
    for (const scope of [
      'enrollment_links_read',
      'enrollment_links_write',
      'devices_read',
      'commands_read',
    ]) {
      await form.getByRole('checkbox', { name: t(`admin-api.scopes.${scope}`) }).focus()
      await page.keyboard.press('Space')
    }
    await form.getByRole('checkbox', { name: t('admin-api.scopes.commands_write') }).check()
    await form.getByRole('textbox', { name: t('admin-api.tokens.name') }).focus()
    await page.keyboard.press('Enter')
    token = await keepSecret(t('admin-api.tokens.made_title'))
    expect(token).toMatch(/^zelf_[A-Za-z0-9_-]{43}$/)
    await page.getByRole('row', { name: /Asset register/ }).waitFor()
    await open('/admin/api')
    expect(await page.content()).not.toContain(token)
  })

  it('add a webhook and try it out', async () => {
    const { page, t } = admin
    await page.getByRole('button', { name: t('admin-api.webhooks.make') }).click()
    const form = page.getByRole('dialog', { name: t('admin-api.webhooks.new_title') })
    await form.getByRole('textbox', { name: t('admin-api.webhooks.address') }).fill(receiver.url)
    for (const event of ['device_enrolled', 'command_answered'])
      await form.getByRole('checkbox', { name: t(`admin-api.events.${event}`) }).check()
    await form.getByRole('button', { name: t('admin-api.webhooks.make') }).click()
    secret = await keepSecret(t('admin-api.webhooks.made_title'))
    const host = new URL(receiver.url).host
    await page.getByRole('button', { name: t('admin-api.webhooks.test') }).click()
    await page.getByText(t('admin-api.webhooks.test_taken', { host })).waitFor()
    // The demo's own Macs may have something to tell at the same moment.
    const test = receiver.received.find(({ headers }) => headers['zelf-event'] === 'webhook.test')
    expect(test && isSigned(test, secret)).toBe(true)
    receiver.received.length = 0
  })

  it('enrol a Mac by a link of the API, send it a command, and hear of both', async () => {
    const personEmail = 'tom.baker@example.com'
    const link = await ask('POST', '/enrollment-links', { personEmail, ownership: 'company' })
    expect(link.status).toBe(201)
    mac = await SimulatedMac.create({ deviceName: 'By the API' })
    await mac.enroll(link.json.url)
    mac.start()
    const enrolled = await until(
      () => ask('GET', `/enrollment-links/${link.json.id}`),
      ({ json }) => json.deviceId !== null,
    )
    const id: string = enrolled.json.deviceId
    expect((await ask('GET', `/devices/${id}`)).json).toMatchObject({
      name: 'By the API',
      status: 'enrolled',
    })
    const odd = { requestType: 'DeviceInformation', parameters: { Queries: 'All' } }
    const refused = await ask('POST', `/devices/${id}/commands`, odd)
    expect(refused.json).toMatchObject({ status: 422, code: 'key_wrong_type' })
    expect(refused.json.errors[0].field).toBe('parameters.Queries')
    const lost = await ask('GET', `/devices/${id}/commands?cursor=lost`)
    expect(lost.json).toMatchObject({ status: 400, code: 'position_unknown' })
    const unknown = '/devices/018f0000-0000-7000-8000-000000000000/commands'
    const large = (bytes: number) => ({ requestType: 'InstallProfile', parameters: { P: 'x'.repeat(bytes) } })
    expect((await ask('POST', unknown, large(7_900_000))).json.code).toBe('device_not_found')
    expect((await ask('POST', unknown, large(8_100_000))).json.code).toBe('body_too_large')
    const queued = await ask('POST', `/devices/${id}/commands`, { requestType: 'ProfileList' })
    expect(queued.status).toBe(201)
    const [commandId] = queued.json.commandIds
    const answered = await until(
      () => ask('GET', `/commands/${commandId}`),
      ({ json }) => json.status === 'acknowledged',
    )
    expect(answered.json).toMatchObject({ deviceId: id, requestType: 'ProfileList', errorChain: [] })
    const told = await until(
      async () => receiver.received.map(({ body }) => JSON.parse(body)),
      (all) => all.some(({ data }) => data.command?.id === commandId),
    )
    expect(told.find(({ data }) => data.command?.id === commandId)).toMatchObject({
      type: 'command.answered',
      data: { device: { id, name: 'By the API' }, command: { status: 'acknowledged' } },
    })
    expect(told.some(({ type, data }) => type === 'device.enrolled' && data.device.id === id)).toBe(true)
  })

  it('show what was sent, and revoke the token at once', async () => {
    const { page, t, open } = admin
    await open('/admin/api')
    await page.getByText(t('admin-api.deliveries.title')).click()
    await page.getByRole('listitem').filter({ hasText: 'command.answered' }).first().waitFor()
    await expectNoAxeViolations(page)
    await page.getByRole('button', { name: t('admin-api.tokens.revoke') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: t('admin-api.tokens.revoke') }).click()
    await page.getByText(t('admin-api.tokens.states.revoked')).waitFor()
    const answer = await ask('GET', '/devices')
    expect([answer.status, answer.json.code]).toEqual([401, 'invalid_token'])
    await open('/admin/audit')
    await page
      .getByRole('row', { name: t('admin-audit.actions.token.revoked') })
      .first()
      .waitFor()
  })
})

it('and the command line makes one too, while Zelf runs', async () => {
  const words = ['scripts/token.ts', 'create', 'By hand', '--scopes', 'devices:read']
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NODE_ENV: 'test' as const, ZELF_DATA_DIR: product.dataDirectory }
  const { stdout } = await promisify(execFile)(process.execPath, words, { env })
  const answer = await send(product.url, '/api/v1/devices', {
    headers: { authorization: `Bearer ${stdout.trim()}` },
  })
  expect(answer.status).toBe(200)
})

it('promise 7: and neither the token nor the webhook’s secret has come into the log', () => {
  expect(secret.length).toBeGreaterThan(40)
  for (const hidden of [token, secret]) expect(product.output()).not.toContain(hidden)
})

describe('the address as programs see it', () => {
  it('describes itself to anybody, and says in JSON what is not there', async () => {
    const document = await send(product.url, '/api/v1/openapi.json')
    expect(document.status).toBe(200)
    expect(JSON.parse(document.body)).toMatchObject({ servers: [{ url: `${product.url}/api/v1` }] })
    const nowhere = await send(product.url, '/api/v1/nowhere')
    expect([nowhere.status, nowhere.headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect((await send(product.url, '/api/v1/devices', { method: 'PUT' })).status).toBe(405)
  })

  it('lets no other site’s page ask: neither before nor in the request', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const preflight = await send(product.url, '/api/v1/devices', { method: 'OPTIONS', headers })
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    const post = await send(product.url, '/api/v1/enrollment-links', { method: 'POST', headers, body: '{}' })
    expect(post.status).toBe(403)
  })

  it('reads no more than it must of a body without end', async () => {
    const body = JSON.stringify({ requestType: 'ProfileList', parameters: { A: 'x'.repeat(9_000_000) } })
    const path = '/api/v1/devices/018f0000-0000-7000-8000-000000000000/commands'
    const answer = await send(product.url, path, { method: 'POST', body })
    expect(answer.status).toBe(401)
  })
})
