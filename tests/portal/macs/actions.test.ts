import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFailure } from '#app/admin/profiles/read-failure.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { getMac, listMacActions } from '#lib/portal/macs/queries.ts'
import { refreshMac } from '#lib/portal/macs/refresh-mac.ts'
import { restartMac } from '#lib/portal/macs/restart-mac.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

async function meet(wish: Parameters<MacWorld['enrollMac']>[1] = {}) {
  const owner = await makePerson()
  const helper = await makePerson({ role: 'helpdesk' })
  return { owner, helper, ...(await world.enrollMac(owner, wish)) }
}

const reason = 'The person asked for it'
const code = (code: string) => expect.objectContaining({ code })

describe('what the helpdesk asks of a Mac', () => {
  it('is one command, however often the form is sent', async () => {
    const { helper, deviceId, mac } = await meet()
    const asked = { deviceId, requestKey: randomUUID(), reason }
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => restartMac(helper, asked)))
    expect(new Set(outcomes.map((outcome) => outcome.actionId)).size).toBe(1)
    expect(await prisma().mdmCommand.count({ where: { enrollmentId: mac.enrollmentId } })).toBe(1)
    const again = { deviceId, requestKey: randomUUID() }
    const reports = await Promise.all([refreshMac(helper, again), refreshMac(helper, again)])
    expect(reports[0]).toEqual(reports[1])
    expect(await prisma().mdmCommand.count({ where: { enrollmentId: mac.enrollmentId } })).toBe(7)
  })

  it('refuses a request key that belongs to something else', async () => {
    const { helper, deviceId } = await meet()
    const requestKey = randomUUID()
    await refreshMac(helper, { deviceId, requestKey })
    await expect(restartMac(helper, { deviceId, requestKey, reason })).rejects.toEqual(
      code('request_key_reused'),
    )
  })

  it('is followed from the queue to the answer', async () => {
    const { helper, deviceId, mac } = await meet()
    await restartMac(helper, { deviceId, requestKey: randomUUID(), reason })
    const state = async () => (await listMacActions(helper, deviceId))[0]?.state
    expect(await state()).toBe('waiting')
    const command = await mac.reports('Idle')
    expect(await state()).toBe('sent')
    await mac.reports('NotNow', command)
    await world.listen()
    expect(await state()).toBe('busy')
    await mac.poll()
    await world.listen()
    expect(await state()).toBe('done')
  })

  it('keeps the words of a Mac that refuses', async () => {
    const { helper, deviceId, mac } = await meet()
    await restartMac(helper, { deviceId, requestKey: randomUUID(), reason })
    const command = await mac.reports('Idle')
    const ErrorChain = [
      { ErrorCode: 12021, ErrorDomain: 'MCMDMErrorDomain', LocalizedDescription: 'It may not do that' },
    ]
    await mac.reports('Error', command, { ErrorChain })
    await world.listen()
    const [action] = await listMacActions(helper, deviceId)
    expect(action).toMatchObject({ state: 'failed', failure: { code: 'command_refused' } })
    expect(JSON.stringify(action?.failure)).toContain('It may not do that')
    expect(readFailure(action?.failure, 'RestartDevice')).toEqual({
      code: 'command_refused',
      payloadTypes: [],
      reason: 'not_understood',
      lines: ['It may not do that (MCMDMErrorDomain 12021)'],
    })
  })

  it('ends when the Mac leaves', async () => {
    const { helper, deviceId, mac } = await meet()
    await restartMac(helper, { deviceId, requestKey: randomUUID(), reason })
    await mac.checkOut()
    await world.listen()
    expect((await listMacActions(helper, deviceId))[0]?.state).toBe('cancelled')
    await expect(refreshMac(helper, { deviceId, requestKey: randomUUID() })).rejects.toEqual(code('mac_left'))
  })

  it('is not for employees, nor for the owner', async () => {
    const { owner, deviceId } = await meet()
    const asked = { deviceId, requestKey: randomUUID(), reason }
    await expect(refreshMac(owner, asked)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(restartMac(owner, asked)).rejects.toBeInstanceOf(ForbiddenError)
    await expect(lockMac(owner, { ...asked, typedName: 'x' })).rejects.toBeInstanceOf(ForbiddenError)
    await expect(listMacActions(owner, deviceId)).rejects.toBeInstanceOf(ForbiddenError)
  })

  it('never locks or restarts a personal Mac, whose enrolment gives no such right', async () => {
    const { helper, deviceId, mac } = await meet({ ownership: 'personal', name: 'Mine' })
    const asked = { deviceId, requestKey: randomUUID(), reason }
    await expect(restartMac(helper, asked)).rejects.toEqual(code('access_right_missing'))
    await expect(lockMac(helper, { ...asked, typedName: 'Mine' })).rejects.toEqual(
      code('access_right_missing'),
    )
    expect(await prisma().mdmCommand.count({ where: { enrollmentId: mac.enrollmentId } })).toBe(0)
  })
})

describe('a lock', () => {
  it('wants the name of the Mac, as any keyboard types it', async () => {
    const { helper, deviceId } = await meet({ name: 'Anna’s MacBook' })
    const asked = { deviceId, requestKey: randomUUID(), reason }
    await expect(lockMac(helper, { ...asked, typedName: 'MacBook' })).rejects.toEqual(
      code('name_does_not_match'),
    )
    await expect(lockMac(helper, { ...asked, typedName: " anna's macbook " })).resolves.toHaveProperty(
      'actionId',
    )
  })

  it('shows its PIN once, to the one who locked, and that PIN opens the Mac', async () => {
    const { helper, deviceId, mac } = await meet({ name: 'Anna' })
    const colleague = await makePerson({ role: 'helpdesk' })
    const admin = await makePerson({ role: 'admin' })
    const { actionId } = await lockMac(helper, {
      deviceId,
      requestKey: randomUUID(),
      reason,
      typedName: 'Anna',
    })
    await expect(showLockPin(colleague, { actionId })).rejects.toBeInstanceOf(ForbiddenError)
    const { pin } = await showLockPin(helper, { actionId })
    await expect(showLockPin(helper, { actionId })).rejects.toEqual(code('pin_already_shown'))
    expect(await showLockPin(admin, { actionId })).toEqual({ pin })
    const shown = await prisma().auditEntry.count({
      where: { action: 'device.lock_pin_shown', subjectId: deviceId },
    })
    expect(shown).toBe(2)
    await mac.poll()
    await world.listen()
    expect(mac.state.power.kind).toBe('locked')
    expect((await getMac(helper, deviceId))?.health.code).toBe('locked')
    mac.unlock(pin)
    await refreshMac(helper, { deviceId, requestKey: randomUUID() })
    await mac.poll()
    await world.listen()
    expect((await getMac(helper, deviceId))?.health.code).toBe('healthy')
  })

  it('keeps its PIN sealed, and lists it nowhere', async () => {
    const { helper, deviceId } = await meet({ name: 'Anna' })
    const input = { deviceId, requestKey: randomUUID(), reason, typedName: 'Anna' }
    const { actionId } = await lockMac(helper, input)
    const row = await prisma().deviceAction.findUniqueOrThrow({ where: { id: actionId } })
    const [listed] = await listMacActions(helper, deviceId)
    expect(listed).toMatchObject({ hasPin: true })
    expect(listed).not.toHaveProperty('sealedPin')
    const { pin } = await showLockPin(helper, { actionId })
    expect(Buffer.from(row.sealedPin ?? []).includes(pin)).toBe(false)
    const audit = await prisma().auditEntry.findMany({ where: { subjectId: deviceId } })
    expect(JSON.stringify(audit.map((entry) => entry.detail))).not.toContain(pin)
  })
})
