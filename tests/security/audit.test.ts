import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { verifyChain } from '#lib/portal/audit/verify-chain.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
const reader = systemActor('test')

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

async function record(label: string) {
  await inTransaction((tx) =>
    recordAudit(tx, reader, {
      action: 'test.done',
      subject: { kind: 'test', id: label, label },
      detail: { words: 'yes', list: ['b', 'a'], nested: 'ü"\n' },
    }),
  )
}

/** What somebody with the database's own superuser can do, trigger or no trigger. */
async function forge(...statements: string[]) {
  await prisma().$transaction(async (tx) => {
    await tx.$executeRawUnsafe('ALTER TABLE audit_entry DISABLE TRIGGER ALL')
    for (const statement of statements) await tx.$executeRawUnsafe(statement)
    await tx.$executeRawUnsafe('ALTER TABLE audit_entry ENABLE TRIGGER ALL')
  })
}

beforeEach(async () => {
  await forge('DELETE FROM audit_entry')
  for (const label of ['one', 'two', 'three', 'four']) await record(label)
})

describe('the audit trail', () => {
  it('is intact when nobody touched it', async () => {
    expect(await verifyChain(reader)).toMatchObject({ intact: true, count: 4 })
  })

  it('is intact after entries were written at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => record(`at-once-${index}`)))
    expect(await verifyChain(reader)).toMatchObject({ intact: true, count: 12 })
  })

  it('has no entry for what was rolled back', async () => {
    const failing = inTransaction(async (tx) => {
      await recordAudit(tx, reader, { action: 'test.undone', subject: { kind: 'test', id: 'x', label: 'x' } })
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await verifyChain(reader)).toMatchObject({ intact: true, count: 4 })
  })

  it.each([
    "UPDATE audit_entry SET actor_name = 'Nobody' WHERE id = 2",
    'DELETE FROM audit_entry WHERE id = 2',
    'TRUNCATE audit_entry',
  ])('cannot be changed through the database: %s', async (statement) => {
    await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/append-only/)
    expect(await prisma().auditEntry.count()).toBe(4)
  })
})

describe('a forged trail', () => {
  it.each([
    "actor_name = 'Nobody'",
    "action = 'test.undone'",
    "subject_label = 'someone'",
    'detail = \'{"words": "no"}\'',
    "at = at - interval '1 day'",
    "actor_kind = 'person'",
    `hash = '${'0'.repeat(64)}'`,
  ])('is found out: %s', async (change) => {
    await forge(`UPDATE audit_entry SET ${change} WHERE id = 2`)
    expect(await verifyChain(reader)).toEqual({ intact: false, count: 1, entry: '2', kind: 'altered' })
  })

  it('is found out when an entry was taken out', async () => {
    await forge('DELETE FROM audit_entry WHERE id = 3')
    expect(await verifyChain(reader)).toMatchObject({ intact: false, entry: '3', kind: 'missing' })
  })

  it('is found out when the oldest were taken out', async () => {
    await forge('DELETE FROM audit_entry WHERE id < 3')
    expect(await verifyChain(reader)).toMatchObject({ intact: false, count: 0, entry: '1', kind: 'missing' })
  })

  it('is found out when an entry was taken out and the numbers closed up', async () => {
    await forge('DELETE FROM audit_entry WHERE id = 2', 'UPDATE audit_entry SET id = id - 1 WHERE id > 2')
    expect(await verifyChain(reader)).toMatchObject({ intact: false, entry: '2', kind: 'unlinked' })
  })
})

it('reads a trail of usual length whole each time, so an old entry that was altered shows at once', async () => {
  await verifyChain(reader)
  await forge("UPDATE audit_entry SET actor_name = 'Nobody' WHERE id = 2")
  expect(await verifyChain(reader)).toMatchObject({ intact: false, entry: '2', kind: 'altered' })
})

describe('a long trail that was checked before', () => {
  const asLong = { shortUpTo: 0 }

  beforeEach(async () => {
    await verifyChain(reader, asLong)
  })

  it('is checked from there on', async () => {
    await record('five')
    expect(await verifyChain(reader, asLong)).toMatchObject({ intact: true, count: 5 })
    await forge("UPDATE audit_entry SET actor_name = 'Nobody' WHERE id = 5")
    expect(await verifyChain(reader, asLong)).toMatchObject({ intact: false, entry: '5', kind: 'altered' })
  })

  it('shows at once that an entry was taken out', async () => {
    await forge('DELETE FROM audit_entry WHERE id = 2')
    expect(await verifyChain(reader, asLong)).toMatchObject({ intact: false, entry: '2', kind: 'missing' })
  })

  it('shows an old entry that was altered since when the whole of it is asked for', async () => {
    await forge("UPDATE audit_entry SET actor_name = 'Nobody' WHERE id = 2")
    expect(await verifyChain(reader, { whole: true })).toMatchObject({
      intact: false,
      entry: '2',
      kind: 'altered',
    })
    expect(await verifyChain(reader, asLong)).toMatchObject({ intact: false, entry: '2', kind: 'altered' })
  })
})

it('is for admins to check', async () => {
  for (const role of ['employee', 'helpdesk'] as const) {
    await expect(verifyChain(await makePerson({ role }))).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect(await verifyChain(await makePerson({ role: 'admin' }))).toMatchObject({ intact: true })
})
