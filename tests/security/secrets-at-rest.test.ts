import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayHear } from '#app/api/events/may-hear.ts'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/macs/invite-mac.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { listMacActions } from '#lib/portal/macs/queries.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makePerson } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { dumpDatabase } from './dump-database.ts'

let world: MacWorld
let owner: PersonActor
let helper: PersonActor
let mac: SimulatedMac
let deviceId: string

beforeAll(async () => {
  world = await startMacWorld()
  owner = await makePerson()
  helper = await makePerson({ role: 'helpdesk' })
  const enrolled = await world.enrollMac(owner, { name: 'Lock me' })
  mac = enrolled.mac
  deviceId = enrolled.deviceId
})
afterAll(() => world.stop())

const dump = () => dumpDatabase(runtime().databaseUrl)
/** A PIN is only six digits, which any long hexadecimal number may hold by chance. */
const asWord = (pin: string) => new RegExp(`(?<![0-9a-fA-F])${pin}(?![0-9a-fA-F])`)

describe('promise 7: a stolen database gives no secret away', () => {
  it('neither keys of the authority and the push service, nor the key that seals them', async () => {
    const text = await dump()
    expect(text).toContain('BEGIN CERTIFICATE')
    expect(text).not.toContain('PRIVATE KEY')
    const { masterKey, sessionKey } = runtime()
    expect(text).not.toContain(Buffer.from(masterKey).toString('hex'))
    expect(text).not.toContain(sessionKey)
  })

  it('nor the PIN of a lock, while the Mac has not fetched it, and after', async () => {
    const locked = { deviceId, requestKey: randomUUID(), reason: 'It was stolen', typedName: 'Lock me' }
    const { actionId } = await lockMac(helper, locked)
    const { pin } = await showLockPin(helper, { actionId })
    expect(await dump()).not.toMatch(asWord(pin))
    const command = await mac.reports('Idle')
    expect(command).toMatchObject({ Command: { RequestType: 'DeviceLock', PIN: pin } })
    await mac.reports('Acknowledged', command)
    await world.listen()
    expect(await dump()).not.toMatch(asWord(pin))
    expect(JSON.stringify(await listMacActions(helper, deviceId))).not.toMatch(asWord(pin))
  })

  it('nor the bootstrap token that a Mac entrusts to us', async () => {
    const token = randomBytes(48)
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: token })
    const text = await dump()
    for (const form of ['hex', 'base64', 'latin1'] as const) expect(text).not.toContain(token.toString(form))
  })

  it('nor what opens a session, an enrolment or a certificate', async () => {
    const session = await signInAs(owner.id)
    const { url } = await inviteMac(owner, { ownership: 'personal' })
    const profile = await (await fetch(url)).text()
    const challenge = /<key>Challenge<\/key>\s*<string>([^<]+)</.exec(profile)?.[1]
    expect(challenge?.length).toBeGreaterThan(20)
    const text = await dump()
    for (const secret of [session, new URL(url).pathname.split('/').at(-1), challenge])
      expect(text).not.toContain(secret)
  })
})

describe('promise 7: a live connection gives no secret away', () => {
  it('tells an employee of their own changes only', async () => {
    const device = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    const change = { topic: 'device' as const, id: device.id, personId: device.ownerId, deviceId }
    const stranger = await makePerson()
    expect(mayHear(owner, change)).toBe(true)
    expect(mayHear(helper, change)).toBe(true)
    expect(mayHear(stranger, change)).toBe(false)
    expect(mayHear(stranger, { ...change, personId: null })).toBe(false)
    expect(mayHear(stranger, { topic: 'request', id: 'x' })).toBe(false)
  })
})
