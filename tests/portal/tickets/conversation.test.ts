import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { addNote } from '#lib/portal/tickets/add-note.ts'
import { assignTicket } from '#lib/portal/tickets/assign-ticket.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { listMyTickets, previewMatter } from '#lib/portal/tickets/queries.ts'
import { replyToTicket } from '#lib/portal/tickets/reply-to-ticket.ts'
import { setTicketStatus } from '#lib/portal/tickets/set-ticket-status.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { makeFailedInstall } from './make-install.ts'

let portal: TestPortal
let opener: PersonActor
let helper: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  opener = await makePerson({ name: 'Noor' })
  helper = await makePerson({ role: 'helpdesk', name: 'Hanna' })
})

afterAll(() => portal.stop())

const ask = (extra = {}) =>
  openTicket(opener, { requestKey: randomUUID(), subject: 'It does not start', message: 'Help me', ...extra })
const reply = (actor: PersonActor, number: number, message = 'Words', extra = {}) =>
  replyToTicket(actor, { number, requestKey: randomUUID(), message, ...extra })
const seenBy = async (actor: PersonActor, number: number) => {
  const ticket = await getTicket(actor, number)
  if (!ticket) throw new Error('The ticket is not there')
  return ticket
}
const audited = (action: string) => prisma().auditEntry.count({ where: { action } })

describe('asking the helpdesk', () => {
  it('makes one ticket of a double click', async () => {
    const requestKey = randomUUID()
    const before = await audited('ticket.opened')
    const numbers = await Promise.all([ask({ requestKey }), ask({ requestKey }), ask({ requestKey })])
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(1)
    expect(await audited('ticket.opened')).toBe(before + 1)
  })

  it('takes along how the install and its Mac stand, with their history', async () => {
    const device = await makeDevice(opener, { name: 'Noor’s Mac' })
    const install = await makeFailedInstall(opener, device)
    const { number } = await ask({ installId: install.id })
    await prisma().install.update({
      where: { id: install.id },
      data: { state: 'installed', failureCode: null },
    })
    const { snapshot, deviceId } = await seenBy(helper, number)
    expect(deviceId).toBe(device.id)
    expect(snapshot).toMatchObject({
      mac: { name: 'Noor’s Mac', serialNumber: device.serialNumber, osVersion: '26.1' },
      install: { appName: 'Tea Timer', appVersion: '2.1', state: 'failed', failureCode: 'download_failed' },
    })
    expect(snapshot?.install?.history.map((step) => step.toState)).toEqual([
      'waiting_for_mac',
      'downloading',
      'failed',
    ])
  })

  it('shows beforehand what would be taken along, and nothing that is not one’s own', async () => {
    const device = await makeDevice(opener)
    expect(await previewMatter(opener, { deviceId: device.id })).toMatchObject({ mac: { id: device.id } })
    expect(await previewMatter(helper, { deviceId: device.id })).toBeNull()
  })

  it('shows the opener what was sent, without the technical cause', async () => {
    const install = await makeFailedInstall(opener, await makeDevice(opener))
    const { number } = await ask({ installId: install.id })
    expect(JSON.stringify(await seenBy(helper, number))).toContain('errorchain')
    expect(JSON.stringify(await seenBy(opener, number))).not.toContain('errorchain')
  })

  it('refuses a subject or message with nothing in it', async () => {
    await expect(ask({ subject: ' \u200b\u0000\ufeff x' })).rejects.toThrow('ticket_subject_too_short')
    await expect(ask({ message: '\u0007 \n ' })).rejects.toThrow('required')
    await expect(ask({ subject: 'x'.repeat(121) })).rejects.toThrow('ticket_subject_too_long')
  })
})

describe('a conversation', () => {
  it('goes back and forth: an answer waits for the opener, the opener’s words reopen it', async () => {
    const { number } = await ask()
    await reply(helper, number, 'Did you restart it?')
    expect(await seenBy(opener, number)).toMatchObject({ status: 'waiting', assignee: { name: 'Hanna' } })
    await reply(opener, number, 'Yes')
    expect(await seenBy(opener, number)).toMatchObject({ status: 'open' })
    await reply(helper, number, 'Then it works', { status: 'resolved' })
    expect(await seenBy(opener, number)).toMatchObject({ status: 'resolved' })
    await reply(opener, number, 'It does not')
    const { status, entries } = await seenBy(opener, number)
    expect(status).toBe('open')
    expect(
      entries.map(({ kind, side, body, change }) => (kind === 'status' ? change : [side, body])),
    ).toEqual([
      ['opener', 'Help me'],
      ['helpdesk', 'Did you restart it?'],
      { change: 'status', from: 'open', to: 'waiting' },
      ['opener', 'Yes'],
      { change: 'status', from: 'waiting', to: 'open' },
      ['helpdesk', 'Then it works'],
      { change: 'status', from: 'open', to: 'resolved' },
      ['opener', 'It does not'],
      { change: 'status', from: 'resolved', to: 'open' },
    ])
  })

  it('keeps one reply of a double click', async () => {
    const { number } = await ask()
    const requestKey = randomUUID()
    const sending = { number, requestKey, message: 'Once' }
    await Promise.all([replyToTicket(helper, sending), replyToTicket(helper, sending)])
    const { entries } = await seenBy(opener, number)
    expect(entries.filter((entry) => entry.body === 'Once')).toHaveLength(1)
    await expect(replyToTicket(opener, sending)).rejects.toMatchObject({ code: 'ticket_key_used' })
  })

  it('ignores a status that the opener sends along', async () => {
    const { number } = await ask()
    await reply(opener, number, 'More', { status: 'resolved' })
    expect(await seenBy(opener, number)).toMatchObject({ status: 'open' })
  })

  it('lets the opener say that it is solved, and nothing else about the status', async () => {
    const { number } = await ask()
    await setTicketStatus(opener, { number, status: 'resolved' })
    expect(await seenBy(opener, number)).toMatchObject({ status: 'resolved' })
    const refusal = { code: 'ticket_status_not_yours' }
    await expect(setTicketStatus(opener, { number, status: 'waiting' })).rejects.toMatchObject(refusal)
    await expect(setTicketStatus(opener, { number, status: 'open' })).rejects.toMatchObject(refusal)
  })

  it('says nothing twice when the status stays the same', async () => {
    const { number } = await ask()
    await setTicketStatus(helper, { number, status: 'resolved' })
    const before = await audited('ticket.status_changed')
    await setTicketStatus(helper, { number, status: 'resolved' })
    expect(await audited('ticket.status_changed')).toBe(before)
    expect((await seenBy(opener, number)).entries).toHaveLength(2)
  })

  it('lists the opener’s own, those not solved first, and says where an answer is', async () => {
    const person = await makePerson()
    const open = (subject: string) =>
      openTicket(person, { requestKey: randomUUID(), subject, message: 'm' }).then(({ number }) => number)
    const [first, second] = [await open('First'), await open('Second')]
    await reply(helper, first)
    await setTicketStatus(person, { number: second, status: 'resolved' })
    expect(await listMyTickets(person)).toMatchObject([
      { subject: 'First', status: 'waiting', answered: true },
      { subject: 'Second', status: 'resolved', answered: false },
    ])
    expect(await listMyTickets(person, { unsolvedOnly: true })).toHaveLength(1)
  })
})

describe('the helpdesk', () => {
  it('gives a ticket to a colleague and back, and the conversation says so', async () => {
    const { number } = await ask()
    const colleague = await makePerson({ role: 'admin', name: 'Adam' })
    await assignTicket(helper, { number, assigneeId: colleague.id })
    await assignTicket(helper, { number, assigneeId: colleague.id })
    expect(await seenBy(opener, number)).toMatchObject({ assignee: { name: 'Adam' } })
    await assignTicket(helper, { number })
    const { assignee, entries } = await seenBy(opener, number)
    expect(assignee).toBeNull()
    expect(entries.slice(1).map((entry) => entry.change)).toEqual([
      { change: 'assignee', name: 'Adam' },
      { change: 'assignee', name: null },
    ])
  })

  it('cannot give a ticket to somebody who does not help', async () => {
    const { number } = await ask()
    await expect(assignTicket(helper, { number, assigneeId: opener.id })).rejects.toMatchObject({
      code: 'ticket_assignee_not_helpdesk',
    })
  })

  it('keeps notes among itself, and a note leaves no trace for the opener', async () => {
    const { number } = await ask()
    const before = await seenBy(opener, number)
    await addNote(helper, { number, requestKey: randomUUID(), note: 'canary-note' })
    expect(await seenBy(opener, number)).toEqual(before)
    expect((await seenBy(helper, number)).entries.at(-1)).toMatchObject({ kind: 'note', body: 'canary-note' })
  })

  it('does not see notes about its own questions', async () => {
    const asked = await openTicket(helper, { requestKey: randomUUID(), subject: 'Mine', message: 'm' })
    const colleague = await makePerson({ role: 'helpdesk' })
    await addNote(colleague, { ...asked, requestKey: randomUUID(), note: 'canary-note' })
    expect(JSON.stringify(await seenBy(helper, asked.number))).not.toContain('canary-note')
    await expect(addNote(helper, { ...asked, requestKey: randomUUID(), note: 'n' })).rejects.toMatchObject({
      code: 'ticket_own_note',
    })
  })

  it('leaves an audit entry of everything it does', async () => {
    const { number } = await ask()
    const ticket = await prisma().ticket.findUniqueOrThrow({ where: { number } })
    await reply(helper, number)
    await addNote(helper, { number, requestKey: randomUUID(), note: 'n' })
    await assignTicket(helper, { number })
    await setTicketStatus(helper, { number, status: 'resolved' })
    const entries = await prisma().auditEntry.findMany({
      where: { subjectId: ticket.id },
      orderBy: { id: 'asc' },
    })
    expect(entries.map((entry) => entry.action)).toEqual([
      'ticket.opened',
      'ticket.replied',
      'ticket.note_added',
      'ticket.unassigned',
      'ticket.status_changed',
    ])
  })
})
