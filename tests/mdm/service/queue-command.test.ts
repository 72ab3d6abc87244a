import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSetRecoveryLock } from '#lib/mdm/protocol/commands/build-recovery-lock.ts'
import { buildRemoveProfile, type CommandBody } from '#lib/mdm/protocol/commands.ts'
import type { MdmOperations } from '#lib/mdm/server.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const profileList = { RequestType: 'ProfileList' }
const securityInfo = { RequestType: 'SecurityInfo' }
const refusal = {
  ErrorChain: [{ ErrorCode: 12_010, ErrorDomain: 'MCMDMErrorDomain', LocalizedDescription: 'No' }],
}

/** Makes the Mac tell another macOS than it has. */
async function update(
  mac: SimulatedMac,
  facts: { osVersion?: string; appleSilicon?: boolean; supervised?: boolean },
) {
  const { osVersion = null, appleSilicon = null, supervised = null } = facts
  await server.sql`
    UPDATE mdm_enrollment SET os_version = coalesce(${osVersion}::text, os_version),
      apple_silicon = coalesce(${appleSilicon}::boolean, apple_silicon),
      supervised = coalesce(${supervised}::boolean, supervised)
    WHERE id = ${mac.enrollmentId}::text`
}

/** The user channel of a Mac whose person is managed too. */
async function userChannelOf(mac: SimulatedMac): Promise<string> {
  const rows = await server.sql<{ id: string }>`
    SELECT id FROM mdm_enrollment WHERE device_id = ${mac.enrollmentId}::text AND channel = 'user'`
  return rows[0]?.id ?? ''
}

const expectRefused = (id: string, body: CommandBody, error: object) =>
  expect(operations.queue(id, body)).rejects.toMatchObject({ name: 'CommandForbiddenError', ...error })

describe('a command that the Mac may not be sent', () => {
  it('is refused when it is queued, with the reason, the key and the version', async () => {
    const mac = await server.enrollMac()
    await update(mac, { osVersion: '11.4', appleSilicon: true })
    await expectRefused(mac.enrollmentId, buildSetRecoveryLock({ newPassword: 'x' }), {
      code: 'os_too_old',
      detail: { key: null, version: '11.5' },
    })
    await update(mac, { osVersion: '27.0' })
    await expectRefused(
      mac.enrollmentId,
      { RequestType: 'AvailableOSUpdates' },
      { code: 'removed_from_os', detail: { key: null, version: '27.0' } },
    )
    await expectRefused(
      mac.enrollmentId,
      { RequestType: 'DeviceInformation', Queries: ['OSVersion', 'OSUpdateSettings'] },
      { code: 'key_removed_from_os', detail: { key: 'Queries[1] OSUpdateSettings', version: '27.0' } },
    )
    await expectRefused(
      mac.enrollmentId,
      { RequestType: 'SetFirmwarePassword', NewPassword: 'x' },
      { code: 'wrong_hardware' },
    )
    await expectRefused(
      mac.enrollmentId,
      { RequestType: 'DeviceLock', PIN: '12' },
      { code: 'key_value_not_allowed', detail: { key: 'PIN', version: null } },
    )
    await update(mac, { supervised: false })
    await expectRefused(mac.enrollmentId, { RequestType: 'UserList' }, { code: 'supervision_missing' })
    expect((await operations.listCommands(mac.enrollmentId, { limit: 10 })).commands).toEqual([])
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('never says what was in it', async () => {
    const mac = await server.enrollMac()
    const body = { RequestType: 'DeviceLock', PIN: '987654321' }
    const error = await operations.queue(mac.enrollmentId, body).catch((thrown: unknown) => thrown)
    expect(String(error)).not.toContain('987654321')
    expect(JSON.stringify(error)).not.toContain('987654321')
  })

  it('is refused on a user channel by what its Mac is', async () => {
    const mac = await server.enrollMac({ behaviours: { userChannel: true } })
    const user = await userChannelOf(mac)
    const log = { RequestType: 'TriggerEnhancedLogCollection', AppleCareToken: 'test-token-normal' }
    await update(mac, { osVersion: '26.4' })
    await expectRefused(user, log, { code: 'os_too_old', detail: { version: '27.0' } })
    await update(mac, { osVersion: '27.0' })
    await operations.queue(user, log)
    await expectRefused(mac.enrollmentId, log, { code: 'wrong_channel' })
    await expectRefused(user, { RequestType: 'ShutDownDevice' }, { code: 'wrong_channel' })
  })
})

describe('the two channels of a Mac', () => {
  it('each have their own order', async () => {
    const mac = await server.enrollMac({ behaviours: { userChannel: true } })
    const user = await userChannelOf(mac)
    const queued: Record<'device' | 'user', string[]> = { device: [], user: [] }
    for (const body of [profileList, securityInfo, profileList]) {
      queued.device.push((await operations.queue(mac.enrollmentId, body)).commandUuid)
      queued.user.push((await operations.queue(user, body)).commandUuid)
    }
    const seen: Record<'device' | 'user', unknown[]> = { device: [], user: [] }
    let next = { device: await mac.reports('Idle'), user: await mac.reports('Idle', null, {}, 'user') }
    while (next.device && next.user) {
      seen.device.push(next.device.CommandUUID)
      seen.user.push(next.user.CommandUUID)
      next = {
        user: await mac.reports('Acknowledged', next.user, {}, 'user'),
        device: await mac.reports('Acknowledged', next.device),
      }
    }
    expect(seen).toEqual(queued)
    expect(next).toEqual({ device: null, user: null })
  })
})

describe('a command that always fails', () => {
  it.each(['Error', 'CommandFormatError'] as const)('by %s never blocks those behind it', async (status) => {
    const mac = await server.enrollMac()
    const bad = buildRemoveProfile('com.example.not-there')
    const failing: string[] = []
    for (let n = 0; n < 3; n++) {
      failing.push((await operations.queue(mac.enrollmentId, bad, { priority: 10 })).commandUuid)
    }
    const { commandUuid } = await operations.queue(mac.enrollmentId, profileList)
    let next = await mac.reports('Idle')
    for (const id of failing) {
      expect(next).toMatchObject({ CommandUUID: id })
      next = await mac.reports(status, next, refusal)
    }
    expect(next).toMatchObject({ CommandUUID: commandUuid })
    expect(await mac.reports('Acknowledged', next)).toBeNull()
    expect(await mac.reports('Idle')).toBeNull()
    for (const id of failing) {
      expect(await operations.commandState(id)).toMatchObject({
        status: status === 'Error' ? 'error' : 'format_error',
        errorChain: refusal.ErrorChain,
      })
    }
  })

  it('by NotNow, however often, lets all the others through at each visit', async () => {
    const mac = await server.enrollMac()
    const busy = await operations.queue(mac.enrollmentId, securityInfo, { priority: 10 })
    for (let visit = 0; visit < 3; visit++) {
      const { commandUuid } = await operations.queue(mac.enrollmentId, profileList)
      const deferred = await mac.reports('Idle')
      expect(deferred).toMatchObject({ CommandUUID: busy.commandUuid })
      const next = await mac.reports('NotNow', deferred)
      expect(next).toMatchObject({ CommandUUID: commandUuid })
      expect(await mac.reports('Acknowledged', next)).toBeNull()
    }
    expect(await operations.commandState(busy.commandUuid)).toMatchObject({ status: 'not_now' })
  })
})

describe('what a person asks', () => {
  it('overtakes what was asked in the background, but not what the Mac is at', async () => {
    const mac = await server.enrollMac()
    const sweep = await operations.queue(mac.enrollmentId, profileList, { priority: -10 })
    const running = await mac.reports('Idle')
    expect(running).toMatchObject({ CommandUUID: sweep.commandUuid })
    const later = await operations.queue(mac.enrollmentId, profileList, { priority: -10 })
    const urgent = await operations.queue(mac.enrollmentId, securityInfo, { priority: 20 })
    const next = await mac.reports('Acknowledged', running)
    expect(next).toMatchObject({ CommandUUID: urgent.commandUuid })
    expect(await mac.reports('Acknowledged', next)).toMatchObject({ CommandUUID: later.commandUuid })
  })

  it('is not sent any more once it has expired, also before the sweep that clears it away', async () => {
    const mac = await server.enrollMac()
    const expiresAt = new Date(server.now().getTime() + 60_000)
    await operations.queue(mac.enrollmentId, securityInfo, { expiresAt, priority: 10 })
    const lasting = await operations.queue(mac.enrollmentId, profileList)
    server.passTime(60_001)
    expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: lasting.commandUuid })
  })
})
