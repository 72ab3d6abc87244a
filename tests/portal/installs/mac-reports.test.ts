import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { checkInstalls, nextCheckAt } from '#lib/portal/installs/check-installs.ts'
import { expireInstalls } from '#lib/portal/installs/expire-installs.ts'
import { moveInstall } from '#lib/portal/installs/move-install.ts'
import { listInstallsOfDevice } from '#lib/portal/installs/queries.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import { canMove, type InstallState, installStates, parseState } from '#lib/portal/installs/states.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import {
  answer,
  ask,
  hear,
  makeEvent,
  makeRequested,
  readInstall,
  reportListed,
  reportManaged,
} from './world.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const clock = systemActor('clock')
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function put(installId: string, state: InstallState) {
  await prisma().install.update({ where: { id: installId }, data: { state, stateSince: new Date() } })
}

const openCommands = async (enrollmentId: string) =>
  (await prisma().mdmCommand.findMany({ where: { enrollmentId }, orderBy: { sequence: 'asc' } })).map(
    (command) => command.requestType,
  )

describe('every move', () => {
  it('is written with its event when the table allows it, and leaves no trace when not', async () => {
    const { installId } = await makeRequested()
    for (const from of installStates) {
      for (const to of installStates) {
        await put(installId, from)
        const before = await prisma().installEvent.count({ where: { installId } })
        const moved = await inTransaction((tx) =>
          moveInstall(tx, clock, installId, { to, cause: { kind: 'clock', after: from } }),
        )
        const after = await readInstall(installId)
        const events = await prisma().installEvent.count({ where: { installId } })
        if (canMove(from, to)) {
          expect([moved, after.state, events], `${from} to ${to}`).toEqual([from, to, before + 1])
        } else {
          expect([moved, after.state, events], `${from} to ${to}`).toEqual([null, from, before])
        }
      }
    }
  })
})

describe('the way of an install', () => {
  it('goes from the command to proof, and says installed only then', async () => {
    const { device, app, installId } = await makeRequested()
    await answer(device, installId, 'Acknowledged')
    expect((await readInstall(installId)).state).toBe('sent')
    await inTransaction((tx) =>
      moveInstall(tx, clock, installId, {
        to: 'installing',
        cause: { kind: 'download', what: 'package' },
      }),
    )
    const due = (await readInstall(installId)).checkAt
    expect(due && due.getTime() - Date.now()).toBeLessThanOrEqual(5000)
    expect(await nextCheckAt(clock)).not.toBeNull()
    await checkInstalls(clock, later(1))
    expect((await readInstall(installId)).state).toBe('verifying')
    const asked = ['InstallEnterpriseApplication', 'ManagedApplicationList', 'InstalledApplicationList']
    expect(await openCommands(device.enrollmentId)).toEqual(asked)
    await checkInstalls(clock, later(2))
    expect(await openCommands(device.enrollmentId)).toEqual(asked)
    await reportManaged(device, app, 'Installing')
    await reportListed(device, app, null)
    await reportListed(device, app, '1.9')
    expect((await readInstall(installId)).state).toBe('verifying')
    await reportListed(device, app, '2.0')
    expect(await readInstall(installId)).toMatchObject({
      state: 'installed',
      checkAt: null,
      deadlineAt: null,
    })
    expect(await prisma().downloadLink.count({ where: { installId } })).toBe(0)
  })

  it('is proven by the list of managed apps too', async () => {
    const { device, app, installId } = await makeRequested()
    await answer(device, installId, 'Acknowledged')
    await reportManaged(device, app, 'Managed')
    expect((await readInstall(installId)).state).toBe('installed')
  })

  it('hears the same answer twice, and late ones, without harm', async () => {
    const { device, app, installId } = await makeRequested()
    await answer(device, installId, 'NotNow')
    expect((await readInstall(installId)).state).toBe('mac_busy')
    await answer(device, installId, 'Acknowledged')
    await answer(device, installId, 'Acknowledged')
    await reportListed(device, app, '2.0')
    await answer(device, installId, 'Acknowledged')
    await answer(device, installId, 'Error')
    expect((await readInstall(installId)).state).toBe('installed')
  })

  it('names what macOS said when it refused', async () => {
    const { device, installId } = await makeRequested()
    await answer(device, installId, 'Error')
    expect(await readInstall(installId)).toMatchObject({
      state: 'failed',
      failureCode: 'command_refused',
      failureDetail: { errors: ['MDMErrorDomain 12: It will not go'], reason: 'unknown' },
    })
  })

  it('knows why, where the codes of macOS say so', async () => {
    const { device, installId } = await makeRequested()
    const { commandId } = await readInstall(installId)
    const errorChain = [
      { ErrorDomain: 'MCInstallationErrorDomain', ErrorCode: 4001 },
      { ErrorDomain: 'NSURLErrorDomain', ErrorCode: -1009, LocalizedDescription: 'Offline' },
    ]
    const answered = { commandUuid: commandId, requestType: 'InstallEnterpriseApplication', status: 'Error' }
    await hear(makeEvent(device, 'command_answered', { ...answered, errorChain }))
    expect((await readInstall(installId)).failureDetail).toMatchObject({ reason: 'no_connection' })
    const [shown] = await listInstallsOfDevice(await makePerson({ role: 'helpdesk' }), device.id)
    expect(shown).toMatchObject({
      refusal: 'no_connection',
      errors: [expect.any(String), expect.any(String)],
    })
  })

  it('tells a Cancel on the Mac from a failure, and asks again without a new approval', async () => {
    const { device, app, installId, employee } = await makeRequested()
    await answer(device, installId, 'Acknowledged')
    await reportManaged(device, app, 'Prompting')
    expect((await readInstall(installId)).state).toBe('asked_on_mac')
    await reportManaged(device, app, 'UserRejected')
    const declined = await readInstall(installId)
    expect(declined).toMatchObject({ state: 'declined_on_mac', failureCode: 'declined_on_mac' })
    const before = await prisma().downloadLink.findMany({ where: { installId } })
    await Promise.all([
      retryInstall(employee, { installId, attempt: 1 }),
      retryInstall(employee, { installId, attempt: 1 }),
    ])
    const again = await readInstall(installId)
    expect(again).toMatchObject({ state: 'waiting_for_mac', attempt: 2, failureCode: null })
    expect(again.commandId).not.toBe(declined.commandId)
    const after = await prisma().downloadLink.findMany({ where: { installId } })
    expect(after.map((link) => link.tokenSha256)).not.toContain(before[0]?.tokenSha256)
    expect(await prisma().request.count({ where: { installId } })).toBe(1)
    await hear(
      makeEvent(device, 'command_answered', {
        commandUuid: declined.commandId,
        status: 'Error',
        errorChain: [],
      }),
    )
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
  })

  it('may be tried again by its owner and the helpdesk, when there is something to try again', async () => {
    const { installId, employee } = await makeRequested()
    const stranger = await makePerson()
    await expect(retryInstall(employee, { installId })).rejects.toMatchObject({ code: 'cannot_retry' })
    await put(installId, 'failed')
    await expect(retryInstall(stranger, { installId })).rejects.toMatchObject({ code: 'install_not_found' })
    await retryInstall(await makePerson({ role: 'helpdesk' }), { installId })
    expect((await readInstall(installId)).attempt).toBe(2)
  })

  it('is repaired by a late success, and sees an app that was thrown away', async () => {
    const { device, app, installId } = await makeRequested()
    await answer(device, installId, 'Acknowledged')
    await expireInstalls(clock, later(46))
    expect(await readInstall(installId)).toMatchObject({ state: 'failed', failureCode: 'not_confirmed' })
    await reportListed(device, app, '2.0')
    expect(await readInstall(installId)).toMatchObject({ state: 'installed', failureCode: null })
    await reportListed(device, app, null)
    expect((await readInstall(installId)).state).toBe('removed')
  })
})

describe('time', () => {
  const ends: [InstallState, string][] = [
    ['mac_busy', 'mac_busy'],
    ['sent', 'not_confirmed'],
    ['asked_on_mac', 'not_confirmed'],
    ['downloading', 'download_failed'],
    ['installing', 'not_confirmed'],
    ['verifying', 'not_confirmed'],
  ]

  it.each(ends)('ends %s with %s', async (state, failureCode) => {
    const { installId } = await makeRequested()
    await prisma().install.update({
      where: { id: installId },
      data: { state, deadlineAt: new Date(Date.now() - 1000) },
    })
    await expireInstalls(clock, new Date())
    expect(await readInstall(installId)).toMatchObject({ state: 'failed', failureCode })
  })

  it('gives up on a Mac that stays away, and says when it was not the Mac’s fault', async () => {
    const { device, installId } = await makeRequested()
    await expireInstalls(clock, later(60))
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
    await expireInstalls(clock, later(60 * 24 * 15))
    // This portal has no push certificate, so nobody could have woken the Mac.
    expect(await readInstall(installId)).toMatchObject({ state: 'failed', failureCode: 'no_push' })
    expect(await openCommands(device.enrollmentId)).toEqual([])
    expect(await prisma().downloadLink.count({ where: { installId } })).toBe(0)
  })

  it('sends what was approved and then left lying', async () => {
    const { installId } = await makeRequested()
    await prisma().install.update({
      where: { id: installId },
      data: { state: 'approved', deadlineAt: new Date(Date.now() - 1000) },
    })
    await expireInstalls(clock, new Date())
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
  })

  it('lets one install that cannot be moved hold up no other', async () => {
    const [bad, good] = [await makeRequested(), await makeRequested()]
    const past = new Date(Date.now() - 1000)
    await prisma().install.update({
      where: { id: bad.installId },
      data: { state: 'nonsense', deadlineAt: past },
    })
    await prisma().install.update({
      where: { id: good.installId },
      data: { state: 'sent', deadlineAt: past },
    })
    await expireInstalls(clock, new Date())
    expect(parseState((await readInstall(good.installId)).state)).toBe('failed')
  })
})

describe('a Mac that leaves', () => {
  it('ends what was on its way, its requests, and takes its apps with it', async () => {
    const sent = await makeRequested()
    const { employee, device } = sent
    await hear(makeEvent(device, 'checked_out', {}))
    expect(await readInstall(sent.installId)).toMatchObject({ state: 'failed', failureCode: 'mac_left' })
    const waiting = await makeRequested({ approvalRequired: true })
    await hear(makeEvent(waiting.device, 'checked_out', {}))
    expect(await readInstall(waiting.installId)).toMatchObject({
      state: 'cancelled',
      failureCode: 'mac_left',
    })
    const admin = await makePerson({ role: 'admin' })
    await expect(approveRequest(admin, { requestId: waiting.requestId })).rejects.toMatchObject({
      code: 'request_already_decided',
    })
    await put(sent.installId, 'installed')
    await reportManaged(device, sent.app, 'Managed')
    await hear(makeEvent(device, 'checked_out', {}))
    expect((await readInstall(sent.installId)).state).toBe('removed')
    const again = await ask(employee, device, sent.app)
    expect((await readInstall(again.installId)).state).toBe('waiting_for_mac')
  })

  it('is sent everything anew when it comes back, once for each time it enrolled', async () => {
    const { device, installId } = await makeRequested()
    await hear(makeEvent(device, 'checked_out', {}))
    const enrolled = makeEvent(device, 'enrolled', {})
    await hear(enrolled)
    await hear(enrolled)
    expect(await readInstall(installId)).toMatchObject({ state: 'waiting_for_mac', attempt: 2 })
    await answer(device, installId, 'Acknowledged')
    await hear(makeEvent(device, 'enrolled', {}))
    expect(await readInstall(installId)).toMatchObject({ state: 'waiting_for_mac', attempt: 3 })
  })

  it('does not bring an earlier owner’s apps to the next one', async () => {
    const { device, installId, employee, app } = await makeRequested()
    const next = await makePerson()
    await prisma().device.update({ where: { id: device.id }, data: { ownerId: next.id } })
    await hear(makeEvent(device, 'enrolled', {}))
    expect(await readInstall(installId)).toMatchObject({ state: 'failed', failureCode: 'mac_left' })
    await expect(retryInstall(employee, { installId })).rejects.toMatchObject({ code: 'cannot_retry' })
    await ask(next, device, app)
    expect(await readInstall(installId)).toMatchObject({ state: 'waiting_for_mac', personId: next.id })
  })
})
