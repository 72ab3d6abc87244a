import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { assignTicket } from '#lib/portal/tickets/assign-ticket.ts'
import { listTickets } from '#lib/portal/tickets/list-tickets.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { countInbox, countOpenTickets } from '#lib/portal/tickets/queries.ts'
import { replyToTicket } from '#lib/portal/tickets/reply-to-ticket.ts'
import { decodeTicketCursor } from '#lib/portal/tickets/ticket-cursor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let opener: PersonActor
let helper: PersonActor
const total = 60

beforeAll(async () => {
  portal = await startTestPortal()
  opener = await makePerson({ name: 'Bram de Wit', email: 'bram@example.com' })
  helper = await makePerson({ role: 'helpdesk' })
  const device = await makeDevice(opener, { serialNumber: 'C02XYZ', name: 'Brams Air' })
  const at = new Date('2026-11-01T10:00:00Z')
  // Many share a moment, so that only the number tells them apart.
  await prisma().ticket.createMany({
    data: Array.from({ length: total }, (_, index) => ({
      subject: index === 7 ? '100% of the screen' : `Question ${index}`,
      status: 'open',
      requestKey: randomUUID(),
      openerId: opener.id,
      deviceId: index === 3 ? device.id : null,
      createdAt: at,
      updatedAt: new Date(at.getTime() + Math.floor(index / 10) * 1000),
    })),
  })
})

afterAll(() => portal.stop())

const numbers = (rows: { number: number }[]) => rows.map((row) => row.number)

describe('the inbox', () => {
  it.each(['asc', 'desc'] as const)(
    'shows every ticket once, page by page, and back again (%s)',
    async (direction) => {
      const forwards: number[][] = []
      let page = await listTickets(helper, { view: 'open', direction })
      for (;;) {
        forwards.push(numbers(page.rows))
        if (!page.next) break
        page = await listTickets(helper, { view: 'open', direction, cursor: page.next })
      }
      expect(forwards.map((rows) => rows.length)).toEqual([25, 25, 10])
      expect(new Set(forwards.flat()).size).toBe(total)
      const backwards: number[][] = [numbers(page.rows)]
      while (page.previous) {
        page = await listTickets(helper, { view: 'open', direction, cursor: page.previous })
        backwards.unshift(numbers(page.rows))
      }
      expect(backwards).toEqual(forwards)
    },
  )

  it('finds by number, words, person and Mac, and takes % as itself', async () => {
    const found = async (query: string) => (await listTickets(helper, { view: 'open', query })).rows
    const first = (await listTickets(helper, { view: 'open', direction: 'asc' })).rows[0]
    expect(numbers(await found(`#${first?.number}`))).toContain(first?.number)
    expect((await found('c02xyz')).map((row) => row.macName)).toEqual(['Brams Air'])
    expect((await found('100%')).map((row) => row.subject)).toEqual(['100% of the screen'])
    expect((await found('bram@')).length).toBe(25)
    expect(await found('nobody at all')).toEqual([])
  })

  it.each(['status; DROP TABLE ticket', 'password', '__proto__', 'constructor', ''])(
    'sorts by nothing but what it knows: %s',
    async (sort) => {
      const asked = { view: 'open', sort, direction: sort, cursor: sort }
      const page = await listTickets(helper, asked as Parameters<typeof listTickets>[1])
      expect(page).toEqual(await listTickets(helper, { view: 'open' }))
    },
  )

  it('takes a broken or foreign cursor as the beginning', () => {
    for (const text of ['', 'x', 'W10', Buffer.from('["after","never",1]').toString('base64url')])
      expect(decodeTicketCursor(text)).toBeNull()
  })

  it('tells tabs apart, counts them, and says what waits for an answer', async () => {
    const person = await makePerson()
    const { number } = await openTicket(person, { requestKey: randomUUID(), subject: 'New', message: 'm' })
    const row = async (view: 'open' | 'waiting' | 'mine' | 'unassigned') =>
      (await listTickets(helper, { view, query: `#${number}` })).rows.find((found) => found.number === number)
    expect((await row('unassigned'))?.unansweredSince).toBeInstanceOf(Date)
    const before = await countInbox(helper)
    await assignTicket(helper, { number, assigneeId: helper.id })
    expect(await row('mine')).toBeDefined()
    expect(await row('unassigned')).toBeUndefined()
    await replyToTicket(helper, { number, requestKey: randomUUID(), message: 'm' })
    expect(await row('open')).toBeUndefined()
    expect(await row('waiting')).toMatchObject({ unansweredSince: null, assignee: helper.name })
    expect(await countInbox(helper)).toEqual({
      open: before.open - 1,
      waiting: before.waiting + 1,
      mine: before.mine + 1,
      unassigned: before.unassigned - 1,
    })
    expect(await countOpenTickets(helper)).toBe(before.open - 1)
  })
})
