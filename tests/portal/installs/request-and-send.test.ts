import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { cancelInstall } from '#lib/portal/installs/cancel-install.ts'
import { declineRequest } from '#lib/portal/installs/decline-request.ts'
import { expireRequests } from '#lib/portal/installs/expire-requests.ts'
import { getInstall, listAppTargets, listMyInstalls } from '#lib/portal/installs/queries.ts'
import { requestApp } from '#lib/portal/installs/request-app.ts'
import { countWaitingRequests, getRequest, listRequests } from '#lib/portal/requests/queries.ts'
import { prisma } from '#lib/server/prisma.ts'
import { commandText } from '#tests/support/command-text.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { ask, makeApp, makeRequested, readInstall } from './world.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const days = (count: number) => new Date(Date.now() + count * 24 * 3_600_000)
const openCommands = (enrollmentId: string) => prisma().mdmCommand.findMany({ where: { enrollmentId } })

describe('an app that needs no approval', () => {
  it('is sent at once: one command, two links that nobody can read from the database, and an entry for each step', async () => {
    const { device, installId, requestId } = await makeRequested()
    const install = await readInstall(installId)
    expect(install).toMatchObject({ state: 'waiting_for_mac', attempt: 1 })
    const [command, ...others] = await openCommands(device.enrollmentId)
    expect(others).toEqual([])
    expect(command?.id).toBe(install.commandId)
    expect(command?.requestType).toBe('InstallEnterpriseApplication')
    const token = /\/mdm\/manifest\/([A-Za-z0-9_-]{43})</.exec(commandText(command))?.[1] ?? ''
    const links = await prisma().downloadLink.findMany({ where: { installId } })
    expect(links.map((link) => link.kind).sort()).toEqual(['manifest', 'package'])
    expect(JSON.stringify(links)).not.toContain(token)
    const events = await prisma().installEvent.findMany({ where: { installId }, orderBy: { at: 'asc' } })
    expect(events.map((event) => event.toState)).toEqual(['requested', 'approved', 'waiting_for_mac'])
    const request = await prisma().request.findUniqueOrThrow({ where: { id: requestId } })
    expect(request).toMatchObject({ status: 'approved', decidedById: null })
    const entries = await prisma().auditEntry.findMany({
      where: { subjectId: { in: [installId, requestId] } },
    })
    expect(entries.map((entry) => entry.action).sort()).toEqual([
      'install.approved',
      'install.waiting_for_mac',
      'request.made',
    ])
  })

  it('comes managed and goes with the enrollment; a user enrollment may not be told so', async () => {
    const whole = await makeRequested()
    const part = await makeRequested({ enrollmentType: 'user' })
    const [wholeCommand] = await openCommands(whole.device.enrollmentId)
    const [partCommand] = await openCommands(part.device.enrollmentId)
    expect(commandText(wholeCommand)).toContain('<key>InstallAsManaged</key>')
    expect(commandText(partCommand)).not.toContain('InstallAsManaged')
    expect(commandText(partCommand)).not.toContain('ManagementFlags')
  })

  it('is asked for twice by a double click, and sent once', async () => {
    const employee = await makePerson()
    const device = await makeDevice(employee)
    const app = await makeApp()
    const key = randomUUID()
    const [first, second] = await Promise.all([
      ask(employee, device, app, key),
      ask(employee, device, app, key),
    ])
    expect(second).toEqual(first)
    expect(await openCommands(device.enrollmentId)).toHaveLength(1)
    await expect(ask(employee, device, app)).rejects.toMatchObject({ code: 'already_requested' })
    const other = await makeApp()
    await expect(ask(employee, device, other, key)).rejects.toMatchObject({ code: 'request_key_used' })
  })

  it('is refused where it cannot be: a foreign Mac, a draft, an old macOS, a missing right', async () => {
    const [employee, stranger] = [await makePerson(), await makePerson()]
    const device = await makeDevice(employee)
    const app = await makeApp()
    await expect(ask(stranger, device, app)).rejects.toMatchObject({ code: 'device_not_found' })
    const draft = await makeApp({ status: 'draft' })
    await expect(ask(employee, device, draft)).rejects.toMatchObject({ code: 'app_not_found' })
    const newer = await makeApp({ minimumOsVersion: '27.0' })
    await expect(ask(employee, device, newer)).rejects.toMatchObject({ code: 'incompatible_os' })
    const bound = await makeDevice(employee, { accessRights: 8191 & ~4096 })
    await expect(ask(employee, bound, app)).rejects.toMatchObject({ code: 'unsupported_by_enrolment' })
    expect(await prisma().install.count({ where: { personId: employee.id } })).toBe(0)
  })
})

describe('an app that needs approval', () => {
  it('waits, is approved by an admin, and is sent in the same breath', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { device, installId, requestId } = await makeRequested({ approvalRequired: true })
    expect((await readInstall(installId)).state).toBe('requested')
    expect(await openCommands(device.enrollmentId)).toEqual([])
    await approveRequest(admin, { requestId })
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
    expect(await openCommands(device.enrollmentId)).toHaveLength(1)
    await expect(approveRequest(admin, { requestId })).rejects.toMatchObject({
      code: 'request_already_decided',
    })
    await expect(declineRequest(admin, { requestId, reason: 'too late' })).rejects.toMatchObject({
      code: 'request_already_decided',
    })
  })

  it('is decided once when two admins decide at the same moment', async () => {
    const [one, two] = [await makePerson({ role: 'admin' }), await makePerson({ role: 'admin' })]
    const { installId, requestId, device } = await makeRequested({ approvalRequired: true })
    const outcomes = await Promise.allSettled([
      approveRequest(one, { requestId }),
      declineRequest(two, { requestId, reason: 'We have another app' }),
    ])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const { state } = await readInstall(installId)
    expect(await openCommands(device.enrollmentId)).toHaveLength(state === 'declined' ? 0 : 1)
  })

  it('needs a reason, and shows the one it was declined for', async () => {
    const admin = await makePerson({ role: 'admin', name: 'Ada Admin' })
    const employee = await makePerson()
    const device = await makeDevice(employee)
    const app = await makeApp({ approvalRequired: true })
    const input = { appId: app.id, deviceId: device.id, requestKey: randomUUID() }
    await expect(requestApp(employee, input)).rejects.toMatchObject({ code: 'reason_missing' })
    const { installId, requestId } = await ask(employee, device, app)
    await declineRequest(admin, { requestId, reason: 'We have another app for this' })
    const shown = await getInstall(employee, installId)
    expect(shown).toMatchObject({ state: 'declined', failureCode: 'declined_by_approver' })
    expect(shown?.request).toMatchObject({
      decidedBy: 'Ada Admin',
      decisionReason: 'We have another app for this',
    })
    const again = await ask(employee, device, app)
    expect(again.installId).toBe(installId)
    expect((await readInstall(installId)).state).toBe('requested')
  })

  it('is for admins to decide, and not for oneself while another admin could', async () => {
    const helpdesk = await makePerson({ role: 'helpdesk' })
    const admin = await makePerson({ role: 'admin' })
    const own = await makeDevice(admin)
    const app = await makeApp({ approvalRequired: true })
    const { requestId } = await ask(admin, own, app)
    await expect(approveRequest(helpdesk, { requestId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(approveRequest(admin, { requestId })).rejects.toMatchObject({ code: 'own_request' })
    const others = await prisma().person.findMany({ where: { role: 'admin', id: { not: admin.id } } })
    await prisma().person.updateMany({
      where: { id: { in: others.map(({ id }) => id) } },
      data: { active: false },
    })
    await approveRequest(admin, { requestId })
    const entry = await prisma().auditEntry.findFirst({
      where: { subjectId: requestId, action: 'request.approved' },
    })
    expect(entry?.detail).toMatchObject({ ownRequest: true })
  })

  it('expires when nobody answers, and cannot be approved after that', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { installId, requestId } = await makeRequested({ approvalRequired: true })
    expect(await expireRequests(systemActor('clock'), new Date())).toBe(0)
    await expireRequests(systemActor('clock'), days(8))
    expect(await readInstall(installId)).toMatchObject({
      state: 'expired',
      failureCode: 'request_expired',
    })
    await expect(approveRequest(admin, { requestId })).rejects.toMatchObject({ code: 'request_expired' })
  })

  it('is not sent to a Mac that can no longer have it: the approval ends in a reason', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { device, installId, requestId, app } = await makeRequested({ approvalRequired: true })
    await prisma().appPackage.update({ where: { id: app.package.id }, data: { minimumOsVersion: '99' } })
    await approveRequest(admin, { requestId })
    expect(await readInstall(installId)).toMatchObject({
      state: 'failed',
      failureCode: 'incompatible_os',
    })
    expect(await openCommands(device.enrollmentId)).toEqual([])
  })
})

describe('cancelling', () => {
  it('ends a request, and takes back a command that the Mac has not been sent', async () => {
    const waiting = await makeRequested({ approvalRequired: true })
    await cancelInstall(waiting.employee, { installId: waiting.installId })
    expect((await getRequest(waiting.employee, waiting.requestId))?.status).toBe('cancelled')
    const sent = await makeRequested()
    await cancelInstall(sent.employee, { installId: sent.installId })
    await cancelInstall(sent.employee, { installId: sent.installId })
    expect((await readInstall(sent.installId)).state).toBe('cancelled')
    expect(await openCommands(sent.device.enrollmentId)).toEqual([])
    expect(await prisma().downloadLink.count({ where: { installId: sent.installId } })).toBe(0)
    const again = await ask(sent.employee, sent.device, sent.app)
    expect(await readInstall(again.installId)).toMatchObject({ state: 'waiting_for_mac', attempt: 2 })
  })

  it('is too late once the Mac was sent the command, and nobody else may do it', async () => {
    const { employee, device, installId } = await makeRequested()
    const stranger = await makePerson()
    await expect(cancelInstall(stranger, { installId })).rejects.toMatchObject({
      code: 'install_not_found',
    })
    await prisma().mdmCommand.updateMany({
      where: { enrollmentId: device.enrollmentId },
      data: { status: 'sent', sentAt: new Date() },
    })
    await expect(cancelInstall(employee, { installId })).rejects.toMatchObject({ code: 'cannot_cancel' })
    expect((await readInstall(installId)).state).toBe('waiting_for_mac')
  })
})

describe('who sees what', () => {
  it('shows a person their own installs only, and the helpdesk all', async () => {
    const { employee, installId, requestId, app, device } = await makeRequested()
    const [stranger, helpdesk] = [await makePerson(), await makePerson({ role: 'helpdesk' })]
    expect((await listMyInstalls(employee)).map((install) => install.id)).toEqual([installId])
    expect(await listMyInstalls(stranger)).toEqual([])
    expect(await getInstall(stranger, installId)).toBeNull()
    expect(await getInstall(stranger, 'not-an-id')).toBeNull()
    expect((await getInstall(helpdesk, installId))?.steps).toHaveLength(3)
    expect(await getRequest(stranger, requestId)).toBeNull()
    const [target] = await listAppTargets(employee, app.id)
    expect(target).toMatchObject({ device: { id: device.id }, denial: null, install: { id: installId } })
    expect(await listAppTargets(stranger, app.id)).toEqual([])
  })

  it('lists requests to admins only: those that wait longest first, page by page', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { employee, requestId, app } = await makeRequested({ approvalRequired: true })
    await expect(listRequests(employee, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(countWaitingRequests(employee)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await countWaitingRequests(admin)).toBeGreaterThan(0)
    const { items } = await listRequests(admin, { status: 'waiting', search: app.name })
    expect(items.map((item) => item.id)).toEqual([requestId])
    expect(items[0]).toMatchObject({ reason: 'I need it for my work', person: { id: employee.id } })
    const { items: after } = await listRequests(admin, { status: 'waiting', after: requestId })
    expect(after).toEqual([])
  })
})
