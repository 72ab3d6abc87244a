import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { auditPageSize, listAuditActions, listAuditEntries } from '#lib/portal/audit/queries.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { auditFilterSchema } from '#lib/portal/audit/schema.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
const reader = systemActor('Reader')
const today = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  portal = await startTestPortal()
  await inTransaction(async (tx) => {
    for (let index = 0; index < auditPageSize + 5; index += 1) {
      const id = `thing-${index}`
      await recordAudit(tx, reader, {
        action: 'thing.made',
        subject: { kind: 'thing', id, label: `Thing ${index}` },
      })
    }
    await recordAudit(tx, systemActor('Grace'), {
      action: 'thing.sold',
      subject: { kind: 'thing', id: 'thing-1', label: 'Thing 1' },
    })
  })
})
afterAll(() => portal.stop())

it('lists newest first, page after page, without gaps or doubles', async () => {
  const first = await listAuditEntries(reader, {})
  expect(first.entries[0]?.action).toBe('thing.sold')
  const second = await listAuditEntries(reader, { before: first.nextBefore ?? undefined })
  expect(second.nextBefore).toBeNull()
  const ids = [...first.entries, ...second.entries].map((entry) => Number(entry.id))
  expect(ids).toEqual(Array.from({ length: auditPageSize + 6 }, (_, index) => auditPageSize + 6 - index))
})

it('narrows by action, subject, person and day', async () => {
  const actionsOf = async (filter: Parameters<typeof listAuditEntries>[1]) =>
    (await listAuditEntries(reader, filter)).entries.map((entry) => `${entry.action} ${entry.subjectId}`)
  expect(await actionsOf({ action: 'thing.sold' })).toEqual(['thing.sold thing-1'])
  expect(await actionsOf({ person: 'grace' })).toEqual(['thing.sold thing-1'])
  expect(await actionsOf({ subject: 'thing-1' })).toEqual(['thing.sold thing-1', 'thing.made thing-1'])
  expect(await actionsOf({ subject: 'thing 54' })).toEqual(['thing.made thing-54'])
  expect(await actionsOf({ action: 'thing.sold', from: today, to: today })).toHaveLength(1)
  expect(await actionsOf({ to: '2020-01-01' })).toEqual([])
})

it('takes what is no filter for none', () => {
  const given = {
    from: 'yesterday',
    to: '2026-13-40',
    before: '1; DROP TABLE',
    action: '',
    person: ['a', 'b'],
  }
  expect(auditFilterSchema.parse(given)).toEqual({})
})

it('knows which actions there are', async () => {
  expect(await listAuditActions(reader)).toEqual(['thing.made', 'thing.sold'])
})

it('is for admins', async () => {
  const helpdesk = await makePerson({ role: 'helpdesk' })
  await expect(listAuditEntries(helpdesk, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listAuditActions(helpdesk)).rejects.toMatchObject({ code: 'forbidden' })
})
