import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { mostErasesAnHour } from '#lib/portal/api/limit-erasing.ts'
import { command, commandList, queuedCommand } from '#lib/portal/api/resources.ts'
import { listMacActions } from '#lib/portal/macs/queries.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { type ApiQuestion, askApi, makeToken } from '#tests/support/operator-api.ts'
import { makePerson } from '#tests/support/portal.ts'

let world: MacWorld
let token: string
let owner: PersonActor
let mac: SimulatedMac
let deviceId: string

beforeAll(async () => {
  world = await startMacWorld()
  token = (await makeToken()).token
  owner = await makePerson()
  const enrolled = await world.enrollMac(owner, { name: 'Company Mac' })
  mac = enrolled.mac
  deviceId = enrolled.deviceId
})
afterAll(() => world.stop())

const queue = (body: unknown, more: ApiQuestion & { id?: string } = {}) =>
  askApi('POST', `/devices/${more.id ?? deviceId}/commands`, { token, body, ...more })
const idOf = (body: unknown) => queuedCommand.parse(body).commandIds[0] ?? ''
const stateOf = async (id: string) => command.parse((await askApi('GET', `/commands/${id}`, { token })).body)
const guards = () => ({ reason: 'It was stolen', confirmation: 'company mac' })

describe('POST /devices/{id}/commands', () => {
  it('queues a command that the Mac then gets, with bytes and dates as such', async () => {
    const parameters = { Payload: { $data: Buffer.from('<plist/>').toString('base64') } }
    const answer = await queue({ requestType: 'InstallProfile', parameters })
    expect(answer.status).toBe(201)
    const id = idOf(answer.body)
    expect(answer.headers.get('location')).toBe(`/api/v1/commands/${id}`)
    expect(await stateOf(id)).toMatchObject({ status: 'queued', deviceId, requestType: 'InstallProfile' })
    const sent = await mac.reports('Idle')
    const Payload = new TextEncoder().encode('<plist/>')
    expect(sent).toMatchObject({ CommandUUID: id, Command: { RequestType: 'InstallProfile', Payload } })
    expect(await stateOf(id)).toMatchObject({ status: 'sent' })
    await mac.reports('Error', sent, { ErrorChain: [{ ErrorCode: 12, ErrorDomain: 'Test' }] })
    expect(await stateOf(id)).toMatchObject({
      status: 'error',
      errorChain: [{ ErrorCode: 12 }],
      reason: 'unknown',
    })
    await world.listen()
  })

  it('is one command when asked twice with one key, in the header or the body', async () => {
    const key = randomUUID()
    const asked = { requestType: 'ProfileList' }
    const [first, ...rest] = await Promise.all([
      queue({ ...asked, idempotencyKey: key }),
      queue(asked, { headers: { 'idempotency-key': key } }),
      queue({ ...asked, idempotencyKey: key }),
    ])
    const again = await queue({ ...asked, idempotencyKey: key })
    const answers = [first, ...rest, again]
    expect(new Set(answers.map((answer) => idOf(answer?.body))).size).toBe(1)
    expect(answers.map((answer) => answer?.status).sort()).toEqual([200, 200, 200, 201])
    const entries = await prisma().auditEntry.findMany({ where: { action: 'device.command_asked' } })
    const about = entries.filter((entry) => JSON.stringify(entry.detail).includes(idOf(first?.body)))
    expect(about).toMatchObject([{ actorKind: 'token', actorName: 'Test token', subjectId: deviceId }])
    const other = await queue({ requestType: 'SecurityInfo', idempotencyKey: key })
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    const stranger = await makeToken()
    expect((await queue({ ...asked, idempotencyKey: key }, { token: stranger.token })).status).toBe(201)
    const differing = await queue({ ...asked, idempotencyKey: 'a' }, { headers: { 'idempotency-key': 'b' } })
    expect(differing.status).toBe(400)
  })

  it.each([
    [{ requestType: 'NoSuchCommand' }, 422, 'unknown_request_type'],
    [{ requestType: 'ProfileList', parameters: { A: null } }, 422, 'invalid_parameter'],
    [{ requestType: 'ProfileList', parameters: { A: { $data: 'not base64!' } } }, 422, 'invalid_parameter'],
    [{ requestType: 'ProfileList', parameters: { A: { $date: 'yesterday' } } }, 422, 'invalid_parameter'],
    [{ requestType: 'ProfileList', parameters: { RequestType: 'EraseDevice' } }, 422, 'invalid_parameter'],
    [{ requestType: 'ProfileList', parameters: { A: 2 ** 60 } }, 422, 'invalid_parameter'],
    [{ requestType: 'ProfileList', surprise: true }, 400, 'invalid_request'],
    [{ requestType: 'Profile List' }, 400, 'invalid_request'],
    [{ requestType: 'ProfileList', priority: 1e9 }, 400, 'invalid_request'],
    [{}, 400, 'invalid_request'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await queue(body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('refuses what no property list can hold, however deep or hostile', async () => {
    const nest = (depth: number) =>
      `{"requestType":"ProfileList","parameters":{"A":${'['.repeat(depth)}${']'.repeat(depth)}}}`
    for (const depth of [40, 5_000, 3_000_000]) {
      const { status, body } = await queue(nest(depth))
      expect([status, body.code], `${depth} deep`).toEqual([422, 'invalid_parameter'])
    }
    const answer = await queue('[{"a":')
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed_json'])
    expect((await queue('x'.repeat(8_000_001))).status).toBe(413)
    expect((await queue('{}', { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })

  it('says when there is no such Mac, or it has left', async () => {
    expect((await queue({ requestType: 'ProfileList' }, { id: randomUUID() })).status).toBe(404)
    const gone = await world.enrollMac(owner)
    await gone.mac.checkIn('CheckOut')
    await world.listen()
    const answer = await queue({ requestType: 'ProfileList' }, { id: gone.deviceId })
    expect([answer.status, answer.body.code]).toEqual([422, 'not_enrolled'])
  })
})

describe('promise 9: what locks or erases', () => {
  const erase = { requestType: 'EraseDevice', parameters: { PIN: '123456' } }

  it('needs a scope of its own, a reason and the name of the Mac', async () => {
    const plain = await makeToken(['commands:write'])
    const refused = await queue({ ...erase, ...guards() }, { token: plain.token })
    expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_scope'])
    expect(refused.headers.get('www-authenticate')).toContain('scope="commands:erase"')
    const lock = { requestType: 'DeviceLock', parameters: { PIN: '123456' } }
    expect((await queue({ ...lock, ...guards() }, { token: plain.token })).body.code).toBe(
      'insufficient_scope',
    )
    expect((await queue(erase)).body.code).toBe('reason_required')
    expect((await queue({ ...erase, ...guards(), confirmation: 'Another Mac' })).body.code).toBe(
      'confirmation_does_not_match',
    )
    expect((await queue({ ...lock, ...guards(), parameters: {} })).body.code).toBe('pin_required')
    expect(
      await prisma().mdmCommand.count({ where: { requestType: { in: ['EraseDevice', 'DeviceLock'] } } }),
    ).toBe(0)
  })

  it('is not done to a personal Mac', async () => {
    const own = await world.enrollMac(owner, { name: 'Own Mac', ownership: 'personal' })
    const answer = await queue({ ...erase, ...guards(), confirmation: 'Own Mac' }, { id: own.deviceId })
    expect([answer.status, answer.body.code]).toEqual([422, 'access_right_missing'])
  })

  it('a lock stands among what was done to the Mac, and an admin can show the PIN', async () => {
    const admin = await makePerson({ role: 'admin' })
    await mac.poll()
    const answer = await queue({ requestType: 'DeviceLock', parameters: { PIN: '246810' }, ...guards() })
    expect(answer.status).toBe(201)
    const [action] = await listMacActions(admin, deviceId)
    expect(action).toMatchObject({ kind: 'lock', actorName: 'Test token', hasPin: true })
    expect(await showLockPin(admin, { actionId: action?.id ?? '' })).toMatchObject({ pin: '246810' })
    const sent = await mac.reports('Idle')
    await mac.reports('Acknowledged', sent)
    await world.listen()
    const locked = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    expect(locked.lockedAt).not.toBeNull()
  })

  it(`happens to ${mostErasesAnHour} Macs an hour and not to one more, also all at once`, async () => {
    const macs: { deviceId: string }[] = []
    for (let n = 0; n < mostErasesAnHour + 2; n++)
      macs.push(await world.enrollMac(owner, { name: `Wipe ${n}` }))
    const answers = await Promise.all(
      macs.map(({ deviceId: id }, n) =>
        queue({ ...erase, ...guards(), confirmation: `Wipe ${n}`, idempotencyKey: 'once' }, { id }),
      ),
    )
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(mostErasesAnHour)
    expect(answers.filter(({ status }) => status === 429).map(({ body }) => body.code)).toEqual(
      Array(2).fill('erase_limit_reached'),
    )
    expect(await prisma().mdmCommand.count({ where: { requestType: 'EraseDevice' } })).toBe(mostErasesAnHour)
    const done = statuses.indexOf(201)
    const again = { ...erase, ...guards(), confirmation: `Wipe ${done}`, idempotencyKey: 'once' }
    expect((await queue(again, { id: macs[done]?.deviceId })).status).toBe(200)
  })
})

describe('listing and cancelling', () => {
  it('lists page by page, cancels one, then all that is unsent', async () => {
    const { mac: other, deviceId: id } = await world.enrollMac(owner)
    await other.poll()
    const queued: string[] = []
    for (let n = 0; n < 3; n++) queued.push(idOf((await queue({ requestType: 'ProfileList' }, { id })).body))
    const sent = await other.reports('Idle')
    expect(sent).toMatchObject({ CommandUUID: queued[0] })
    const page = commandList.parse((await askApi('GET', `/devices/${id}/commands?limit=2`, { token })).body)
    expect(page.commands.map((one) => one.id)).toEqual([queued[2], queued[1]])
    const next = await askApi('GET', `/devices/${id}/commands?limit=2&cursor=${page.next}`, { token })
    expect(commandList.parse(next.body).commands[0]?.id).toBe(queued[0])
    const odd = await askApi('GET', `/devices/${id}/commands?cursor=odd`, { token })
    expect([odd.status, odd.body.code]).toEqual([400, 'position_unknown'])

    const late = await askApi('DELETE', `/commands/${queued[0]}`, { token })
    expect([late.status, late.body.code]).toEqual([409, 'command_sent_already'])
    expect((await askApi('DELETE', `/commands/${queued[1]}`, { token })).status).toBe(204)
    expect(await stateOf(queued[1] ?? '')).toMatchObject({ status: 'cancelled' })
    expect((await askApi('DELETE', `/commands/${queued[1]}`, { token })).status).toBe(409)
    expect((await askApi('DELETE', `/commands/${randomUUID()}`, { token })).status).toBe(404)
    const all = await askApi('DELETE', `/devices/${id}/commands`, { token })
    expect([all.status, all.body]).toEqual([200, { cancelled: 1 }])
    expect((await askApi('DELETE', `/devices/${id}/commands`, { token })).body).toEqual({ cancelled: 0 })
  })
})
