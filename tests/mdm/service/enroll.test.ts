import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { quickBehaviours, startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())

const newMac = (seed?: string) =>
  SimulatedMac.create({ seed, pushServiceUrl: null, behaviours: quickBehaviours })

describe('enrolling a Mac', () => {
  it('takes a Mac from a link to enrolled, and says so step by step', async () => {
    const operations = server.mdm.in(server.sql)
    const personId = '7b1f8f8e-7c49-4a8a-9be0-1c2d3e4f5a6b'
    const invitation = await server.invite('personal', personId)
    expect(await operations.invitationState(invitation.invitationId)).toBe('waiting')
    const profile = await fetch(invitation.url)
    expect(profile.headers.get('content-type')).toBe('application/x-apple-aspen-config')
    expect(await operations.invitationState(invitation.invitationId)).toBe('opened')
    const mac = await newMac()
    await mac.enroll(invitation.url)
    expect(await operations.invitationState(invitation.invitationId)).toBe('enrolled')
    expect(await operations.enrollment(mac.enrollmentId)).toMatchObject({
      status: 'enrolled',
      serialNumber: mac.serialNumber,
      accessRights: 8191 - 8 - 4,
      hasBootstrapToken: true,
    })
    const events: unknown[] = []
    await server.mdm.takeEvents(async (event) => {
      if (event.enrollmentId === mac.enrollmentId) events.push({ kind: event.kind, ...event.data })
    })
    expect(events).toMatchObject([
      { kind: 'authenticated', personId, ownership: 'personal', again: false },
      { kind: 'enrolled', personId, first: true, serialNumber: mac.serialNumber, accessRights: 8179 },
    ])
  })

  it('enrols nobody through a link that was used, is too old, or never was', async () => {
    const used = await server.invite()
    await (await newMac()).enroll(used.url)
    expect((await fetch(used.url)).status).toBe(410)
    expect((await fetch(`${server.url}/mdm/enroll/${'x'.repeat(43)}`)).status).toBe(404)
    const old = await server.invite()
    server.passTime(15 * 60 * 1000 + 1)
    expect((await fetch(old.url)).status).toBe(410)
    expect((await fetch(old.url, { method: 'HEAD' })).status).toBe(410)
  })

  it('leaves a link untouched when it is only looked at', async () => {
    const invitation = await server.invite()
    const head = await fetch(invitation.url, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await server.mdm.in(server.sql).invitationState(invitation.invitationId)).toBe('waiting')
  })

  it('gives the user channel a row and a queue of its own', async () => {
    const mac = await server.enrollMac({ behaviours: { userChannel: true } })
    const id = `${mac.enrollmentId}:${mac.state.userGuid}`
    const operations = server.mdm.in(server.sql)
    expect(await operations.enrollment(id)).toMatchObject({ channel: 'user', userShortName: 'employee' })
    await operations.queue(id, { RequestType: 'ProfileList' })
    expect(await mac.reports('Idle')).toBeNull()
    expect(await mac.reports('Idle', null, {}, 'user')).toMatchObject({
      Command: { RequestType: 'ProfileList' },
    })
  })

  it('starts clean when a known Mac enrols again, and keeps the history', async () => {
    const personId = randomUUID()
    const mac = await server.enrollMac({ seed: 'comes-back', personId })
    const operations = server.mdm.in(server.sql)
    const { commandUuid } = await operations.queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    const again = await server.enrollMac({ seed: 'comes-back', personId })
    expect(again.enrollmentId).toBe(mac.enrollmentId)
    expect(await again.reports('Idle')).toBeNull()
    expect(await operations.commandState(commandUuid)).toMatchObject({ status: 'cancelled' })
    await expect(mac.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    const enrolled: unknown[] = []
    await server.mdm.takeEvents(async (event) => {
      if (event.enrollmentId === mac.enrollmentId && event.kind === 'enrolled')
        enrolled.push(event.data.first)
    })
    expect(enrolled).toEqual([true, false])
  })

  it('ends an enrollment: the Mac removes its profile, checks out, and is not believed any more', async () => {
    const mac = await server.enrollMac()
    const operations = server.mdm.in(server.sql)
    await operations.queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    await operations.end(mac.enrollmentId)
    await mac.poll()
    expect(await operations.enrollment(mac.enrollmentId)).toMatchObject({ status: 'checked_out' })
    expect(mac.state.enrollment).toBeNull()
    const left = await server.sql<{ count: number }>`
      SELECT count(*)::int AS count FROM mdm_command WHERE enrollment_id = ${mac.enrollmentId}::text`
    expect(left).toEqual([{ count: 0 }])
    await expect(operations.queue(mac.enrollmentId, { RequestType: 'ProfileList' })).rejects.toMatchObject({
      code: 'not_enrolled',
    })
  })

  it('lets go of a Mac that will not answer, so that it may enrol for somebody else', async () => {
    const mac = await server.enrollMac({ seed: 'handed-over' })
    await expect(server.enrollMac({ seed: 'handed-over' })).rejects.toMatchObject({ httpStatus: 403 })
    expect(await mac.reports('Idle')).toBeNull()
    const operations = server.mdm.in(server.sql)
    expect(await operations.release(mac.enrollmentId)).toBe(true)
    expect(await operations.release(mac.enrollmentId)).toBe(false)
    await expect(mac.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    const again = await server.enrollMac({ seed: 'handed-over' })
    expect(await again.reports('Idle')).toBeNull()
  })

  it('gives a bootstrap token back to its own Mac, and stores it sealed', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const token = Buffer.from('a token of this Mac only')
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: token })
    const reply = await mac.checkIn('GetBootstrapToken')
    expect(reply.body.toString()).toContain(token.toString('base64'))
    expect((await other.checkIn('GetBootstrapToken')).body.toString()).not.toContain(token.toString('base64'))
    const rows = await server.sql<{ token: Uint8Array }>`
      SELECT bootstrap_token AS token FROM mdm_enrollment WHERE id = ${mac.enrollmentId}::text`
    expect(Buffer.from(rows[0]?.token ?? []).includes(token)).toBe(false)
    await mac.checkIn('SetBootstrapToken', {})
    expect((await mac.checkIn('GetBootstrapToken')).body.length).toBe(0)
  })

  it('says no to network accounts and to tokens of services that are not set up', async () => {
    const mac = await server.enrollMac()
    await expect(mac.checkIn('UserAuthenticate', {}, 'user')).rejects.toMatchObject({ httpStatus: 410 })
    const token = { TokenServiceType: 'com.apple.maid' }
    await expect(mac.checkIn('GetToken', token)).rejects.toMatchObject({ httpStatus: 400 })
  })
})
