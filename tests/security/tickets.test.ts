import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { addNote } from '#lib/portal/tickets/add-note.ts'
import { assignTicket } from '#lib/portal/tickets/assign-ticket.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { listTickets } from '#lib/portal/tickets/list-tickets.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { countInbox, countOpenTickets, listAssignees, listMyTickets } from '#lib/portal/tickets/queries.ts'
import { replyToTicket } from '#lib/portal/tickets/reply-to-ticket.ts'
import { setTicketStatus } from '#lib/portal/tickets/set-ticket-status.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeFailedInstall } from '#tests/portal/tickets/make-install.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let opener: PersonActor
let stranger: PersonActor
let number: number

beforeAll(async () => {
  portal = await startTestPortal()
  opener = await makePerson()
  stranger = await makePerson()
  const asked = { requestKey: randomUUID(), subject: 'Private', message: 'Only for the helpdesk' }
  number = (await openTicket(opener, asked)).number
})

afterAll(() => portal.stop())

const everything = () =>
  Promise.all([prisma().ticket.findMany(), prisma().ticketMessage.findMany(), prisma().auditEntry.count()])

describe('a ticket of somebody else', () => {
  it('looks as if it were not there, and does not change', async () => {
    const before = await everything()
    const key = () => randomUUID()
    for (const wanted of [number, 999_999]) {
      const refusal = { code: 'ticket_not_found' }
      expect(await getTicket(stranger, wanted)).toBeNull()
      const reply = { number: wanted, requestKey: key(), message: 'm' }
      await expect(replyToTicket(stranger, reply)).rejects.toMatchObject(refusal)
      await expect(setTicketStatus(stranger, { number: wanted, status: 'resolved' })).rejects.toMatchObject(
        refusal,
      )
    }
    expect(await listMyTickets(stranger)).toEqual([])
    expect(await everything()).toEqual(before)
  })

  it('cannot be taken over with its request key', async () => {
    const { requestKey } = await prisma().ticket.findUniqueOrThrow({ where: { number } })
    const asked = { requestKey, subject: 'Mine now', message: 'm' }
    await expect(openTicket(stranger, asked)).rejects.toMatchObject({ code: 'ticket_key_used' })
  })
})

describe('what belongs to the helpdesk', () => {
  it('is refused to an employee, also for a ticket of their own', async () => {
    const before = await everything()
    const forbidden = { code: 'forbidden' }
    const note = { number, requestKey: randomUUID(), note: 'n' }
    await expect(addNote(opener, note)).rejects.toMatchObject(forbidden)
    await expect(assignTicket(opener, { number, assigneeId: opener.id })).rejects.toMatchObject(forbidden)
    await expect(listTickets(opener, {})).rejects.toMatchObject(forbidden)
    await expect(countOpenTickets(opener)).rejects.toMatchObject(forbidden)
    await expect(countInbox(opener)).rejects.toMatchObject(forbidden)
    await expect(listAssignees(opener)).rejects.toMatchObject(forbidden)
    expect(await everything()).toEqual(before)
  })
})

describe('what a question is about', () => {
  it('must be one’s own: another’s Mac or install, and none at all, are refused alike', async () => {
    const mine = await makeDevice(stranger)
    const theirs = await makeDevice(opener)
    const install = await makeFailedInstall(opener, theirs)
    const own = await makeFailedInstall(stranger, mine)
    const before = await everything()
    const matters = [
      { deviceId: theirs.id },
      { installId: install.id },
      { deviceId: mine.id, installId: install.id },
      { deviceId: theirs.id, installId: own.id },
      { deviceId: randomUUID() },
      { installId: randomUUID() },
    ]
    for (const matter of matters) {
      const asked = { requestKey: randomUUID(), subject: 'Let me see', message: 'm', ...matter }
      await expect(openTicket(stranger, asked)).rejects.toMatchObject({ code: 'ticket_matter_not_found' })
    }
    expect(await everything()).toEqual(before)
  })
})

describe('hostile words', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'); DROP TABLE ticket; --",
    '[click](javascript:alert(1))',
    '#{7*7} {{7*7}} %s %n',
    '\u202egnp.exe',
  ])('are kept as they are: %j', async (words) => {
    const asked = { requestKey: randomUUID(), subject: words, message: words }
    const ticket = await getTicket(stranger, (await openTicket(stranger, asked)).number)
    expect(ticket?.subject).toBe(words)
    expect(ticket?.entries[0]?.body).toBe(words)
  })

  it('lose what no text should hold: control characters and half characters', async () => {
    const message = 'a\u0000b\u0007c\ud800d\r\ne\tf'
    const asked = { requestKey: randomUUID(), subject: 'one\ntwo\u0000', message }
    const ticket = await getTicket(stranger, (await openTicket(stranger, asked)).number)
    expect(ticket?.subject).toBe('one two')
    expect(ticket?.entries[0]?.body).toBe('abc\ufffdd\ne\tf')
  })

  it('from a Mac are data in what is taken along', async () => {
    const device = await makeDevice(stranger, { name: '<b onclick=x>{"a":1}\\' })
    const asked = { requestKey: randomUUID(), subject: 'Mac', message: 'm', deviceId: device.id }
    const ticket = await getTicket(stranger, (await openTicket(stranger, asked)).number)
    expect(ticket?.snapshot?.mac?.name).toBe('<b onclick=x>{"a":1}\\')
  })

  it('of ten thousand lines are refused', async () => {
    const asked = { requestKey: randomUUID(), subject: 'Long', message: 'x'.repeat(1_000_000) }
    await expect(openTicket(stranger, asked)).rejects.toThrow('ticket_message_too_long')
  })

  it('as a number of a ticket find nothing', async () => {
    for (const wrong of [0, -1, 1.5, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY])
      expect(await getTicket(stranger, wrong)).toBeNull()
  })
})
