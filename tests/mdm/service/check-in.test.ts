import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlistDict } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'
import { makeUserEnrolledMac } from '../support/user-enrolled-mac.ts'

const asked: unknown[] = []
let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm({
    async maidToken(request) {
      asked.push(request)
      return asked.length > 1 ? null : Buffer.from('a.signed.token')
    },
  })
})
afterAll(() => server.stop())

const topic = { Topic: 'com.apple.mgmt.External.x' }
const push = { ...topic, Token: Buffer.alloc(32, 7), PushMagic: 'magic' }
const names = { DeviceName: 'x', Model: 'Mac15,3', ModelName: 'x' }
const operations = () => server.mdm.in(server.sql)

/** One row of the database, as nobody else may see it. */
async function rowOf(id: string) {
  const rows = await server.sql<{ awaiting: boolean; token: Uint8Array | null; push: Uint8Array | null }>`
    SELECT awaiting_configuration AS awaiting, bootstrap_token AS token, push_token AS push
    FROM mdm_enrollment WHERE id = ${id}::text`
  return rows[0]
}

const refusal = (status: number) => expect.objectContaining({ httpStatus: status })

describe('a known Mac that enrols again', () => {
  it('starts clean on every channel, and keeps its history and inventory', async () => {
    const personId = randomUUID()
    const mac = await server.enrollMac({ seed: 'again', personId, behaviours: { userChannel: true } })
    const id = mac.enrollmentId
    const userId = `${id}:${mac.state.userGuid}`
    const first = await operations().queue(id, { RequestType: 'ProfileList' })
    await mac.reports('Acknowledged', await mac.reports('Idle'), { ProfileList: [] })
    await server.mdm.digestResults()
    const left = await operations().queue(id, { RequestType: 'CertificateList' })
    const leftOfUser = await operations().queue(userId, { RequestType: 'ProfileList' })
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: Buffer.from('old') })

    await mac.checkIn('Authenticate', { ...topic, ...names })
    expect(await operations().enrollment(id)).toMatchObject({
      status: 'authenticated',
      hasBootstrapToken: false,
    })
    expect(await operations().enrollment(userId)).toMatchObject({ status: 'checked_out' })
    expect(await rowOf(id)).toEqual({ awaiting: false, token: null, push: null })
    expect(await rowOf(userId)).toMatchObject({ push: null })
    for (const { commandUuid } of [left, leftOfUser]) {
      expect(await operations().commandState(commandUuid)).toMatchObject({ status: 'cancelled' })
    }
    expect(await operations().commandState(first.commandUuid)).toMatchObject({ status: 'acknowledged' })
    expect(await operations().inventory(id, 'ProfileList')).not.toBeNull()

    await expect(mac.reports('Idle')).rejects.toEqual(refusal(403))
    await mac.checkIn('TokenUpdate', push)
    expect(await mac.reports('Idle')).toBeNull()
    await expect(mac.reports('Idle', null, {}, 'user')).rejects.toEqual(refusal(403))
    await mac.checkIn('TokenUpdate', push, 'user')
    expect(await mac.reports('Idle', null, {}, 'user')).toBeNull()
  })
})

describe('a user channel', () => {
  let mac: SimulatedMac
  beforeAll(async () => {
    mac = await server.enrollMac()
  })

  it('begins with its own TokenUpdate and not before', async () => {
    await expect(mac.reports('Idle', null, {}, 'user')).rejects.toEqual(refusal(403))
    await expect(mac.checkIn('GetToken', { TokenServiceType: 'com.apple.maid' }, 'user')).rejects.toEqual(
      refusal(403),
    )
    await mac.checkIn('TokenUpdate', { ...push, UserLongName: 'Anna', NotOnConsole: false }, 'user')
    expect(await mac.reports('Idle', null, {}, 'user')).toBeNull()
  })

  it('is never that of a Shared iPad', async () => {
    const shared = { UserID: 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' }
    await expect(mac.checkIn('TokenUpdate', { ...push, ...shared })).rejects.toEqual(refusal(400))
    await expect(mac.reports('Idle', null, shared)).rejects.toEqual(refusal(400))
  })

  it('speaks only with the certificate of its Mac', async () => {
    const stranger = await server.enrollMac()
    const foreign = { UDID: mac.enrollmentId, UserID: mac.state.userGuid }
    await expect(stranger.checkIn('TokenUpdate', { ...push, ...foreign })).rejects.toEqual(refusal(403))
    await expect(stranger.reports('Idle', null, foreign)).rejects.toEqual(refusal(403))
    await expect(
      stranger.checkIn('DeclarativeManagement', { Endpoint: 'tokens', ...foreign }),
    ).rejects.toEqual(refusal(403))
  })

  it('does not begin on a Mac that has only authenticated, nor on one that has left', async () => {
    const other = await server.enrollMac()
    await other.checkIn('Authenticate', { ...topic, ...names })
    await expect(other.checkIn('TokenUpdate', push, 'user')).rejects.toEqual(refusal(403))
    await other.checkIn('TokenUpdate', push)
    await other.checkIn('CheckOut', topic)
    await expect(other.checkIn('TokenUpdate', push, 'user')).rejects.toEqual(refusal(403))
  })

  it('has no Authenticate, CheckOut or bootstrap token of its own', async () => {
    for (const kind of ['Authenticate', 'CheckOut', 'SetBootstrapToken', 'GetBootstrapToken']) {
      await expect(mac.checkIn(kind, { ...topic, ...names }, 'user')).rejects.toEqual(refusal(400))
    }
  })

  it('of a network account is not managed, at the first asking and the second', async () => {
    const answers: PlistDict[] = [{}, { DigestResponse: 'abc' }]
    for (const answer of answers) {
      await expect(mac.checkIn('UserAuthenticate', answer, 'user')).rejects.toEqual(refusal(410))
    }
  })
})

describe('a bootstrap token', () => {
  it('may come between Authenticate and TokenUpdate, and is forgotten when empty or missing', async () => {
    const mac = await server.enrollMac()
    await mac.checkIn('Authenticate', { ...topic, ...names })
    expect((await mac.checkIn('GetBootstrapToken')).body.length).toBe(0)
    const BootstrapToken = Buffer.from('early')
    const wishes: PlistDict[] = [{}, { BootstrapToken: Buffer.alloc(0) }]
    for (const empty of wishes) {
      await mac.checkIn('SetBootstrapToken', { BootstrapToken, AwaitingConfiguration: true })
      const reply = await mac.checkIn('GetBootstrapToken', { AwaitingConfiguration: true })
      expect(reply.body.toString()).toContain(BootstrapToken.toString('base64'))
      await mac.checkIn('SetBootstrapToken', empty)
      expect((await mac.checkIn('GetBootstrapToken')).body.length).toBe(0)
    }
  })

  it('goes when its Mac leaves', async () => {
    const mac = await server.enrollMac()
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: Buffer.from('gone') })
    await mac.checkIn('CheckOut', topic)
    expect((await rowOf(mac.enrollmentId))?.token).toBeNull()
    await expect(mac.checkIn('GetBootstrapToken')).rejects.toEqual(refusal(403))
  })
})

describe('a token for Managed Apple Accounts', () => {
  it('is what the server was given to sign with, and is asked for by name', async () => {
    const mac = await server.enrollMac()
    const reply = await mac.checkIn('GetToken', { TokenServiceType: 'com.apple.maid' })
    expect(reply.body.toString()).toContain(Buffer.from('a.signed.token').toString('base64'))
    expect(asked).toEqual([{ enrollmentId: mac.enrollmentId, deviceId: mac.enrollmentId }])
    await expect(mac.checkIn('GetToken', { TokenServiceType: 'com.apple.maid' })).rejects.toEqual(
      refusal(400),
    )
    await expect(mac.checkIn('GetToken', { TokenServiceType: 'com.apple.watch.pairing' })).rejects.toEqual(
      refusal(400),
    )
    expect(asked).toHaveLength(2)
  })
})

describe('a Mac in Setup Assistant', () => {
  it('is known to wait until it says that it does not', async () => {
    const mac = await server.enrollMac()
    const awaiting = async () => (await rowOf(mac.enrollmentId))?.awaiting
    expect(await awaiting()).toBe(false)
    await mac.checkIn('TokenUpdate', { ...push, AwaitingConfiguration: true })
    expect(await awaiting()).toBe(true)
    await mac.checkIn('TokenUpdate', push)
    expect(await awaiting()).toBe(false)
    await mac.checkIn('TokenUpdate', { ...push, AwaitingConfiguration: true })
    await mac.checkIn('Authenticate', { ...topic, ...names })
    expect(await awaiting()).toBe(false)
  })
})

describe('a user enrolment', () => {
  it('is known by its EnrollmentID on both channels, from beginning to end', async () => {
    const mac = await makeUserEnrolledMac(server)
    const user = { EnrollmentUserID: mac.userId, UserShortName: 'anna', UserLongName: 'Anna' }
    const checkIn = (MessageType: string, fields = {}) =>
      mac.say('/mdm/checkin', { MessageType, ...topic, ...fields })
    expect((await checkIn('Authenticate', names)).status).toBe(200)
    expect((await checkIn('TokenUpdate', push)).status).toBe(200)
    expect((await checkIn('TokenUpdate', { ...push, ...user })).status).toBe(200)
    expect(await operations().enrollment(mac.id)).toMatchObject({
      enrollmentType: 'user',
      serialNumber: null,
    })
    expect(await operations().enrollment(`${mac.id}:${mac.userId}`)).toMatchObject({
      channel: 'user',
      deviceId: mac.id,
      userShortName: 'anna',
    })
    await operations().queue(`${mac.id}:${mac.userId}`, { RequestType: 'ProfileList' })
    expect((await mac.say('/mdm/command', { Status: 'Idle' })).body).toBe('')
    expect((await mac.say('/mdm/command', { Status: 'Idle', ...user })).body).toContain('ProfileList')
    expect((await checkIn('CheckOut')).status).toBe(200)
    expect((await mac.say('/mdm/command', { Status: 'Idle', ...user })).status).toBe(403)
    mac.close()
  })

  it('is not entered with the invitation of a device enrolment, nor the other way about', async () => {
    const mac = await makeUserEnrolledMac(server)
    const device = { MessageType: 'Authenticate', ...topic, ...names, UDID: randomUUID() }
    expect((await mac.say('/mdm/checkin', device)).status).toBe(403)
    expect(await operations().enrollment(device.UDID)).toBeNull()
    mac.close()
  })
})

describe('messages that nobody knows', () => {
  it('are refused, and those with unknown keys are not', async () => {
    const mac = await server.enrollMac()
    for (const kind of ['ReturnToService', 'Reenroll', '__proto__']) {
      await expect(mac.checkIn(kind)).rejects.toEqual(refusal(400))
    }
    await mac.checkIn('TokenUpdate', { ...push, NewInMacOS28: { deep: [true] } })
    expect(await mac.reports('Idle', null, { NewInMacOS28: [1, 2] })).toBeNull()
  })
})
