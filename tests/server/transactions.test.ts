import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { verifyChain } from '#lib/portal/audit/verify-chain.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

const zelf = systemActor('Zelf')
let portal: TestPortal
let anna: PersonActor
let bram: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  anna = await makePerson()
  bram = await makePerson()
})
afterAll(() => portal.stop())

const lock = (tx: Transaction, { id }: PersonActor) =>
  tx.$queryRaw`SELECT id FROM person WHERE id = ${id}::uuid FOR UPDATE`
const record = (tx: Transaction, id: string) =>
  recordAudit(tx, zelf, { action: 'test.done', subject: { kind: 'test', id, label: id } })

/** Lets nobody on before all have come once; who comes again is not held up. */
function createMeeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return () => {
    come += 1
    if (come >= count) resolve()
    return promise
  }
}

describe('two writes at once', () => {
  it('do not wait for each other when one records what it did before it goes on', async () => {
    const meet = createMeeting(2)
    const [before] = await prisma().$queryRaw<{ count: bigint }[]>`
      SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()`
    await Promise.all([
      inTransaction(async (tx) => {
        await record(tx, 'first-a')
        await meet()
        await lock(tx, anna)
        await record(tx, 'second-a')
      }),
      inTransaction(async (tx) => {
        await lock(tx, anna)
        await meet()
        await record(tx, 'b')
      }),
    ])
    const [after] = await prisma().$queryRaw<{ count: bigint }[]>`
      SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()`
    expect(after).toEqual(before)
    expect(await prisma().auditEntry.count()).toBe(3)
    expect(await verifyChain(zelf)).toMatchObject({ intact: true })
  })

  it.each([
    ['with a statement of ours', lock],
    [
      'through the client',
      (tx: Transaction, { id }: PersonActor) =>
        tx.person.update({ where: { id }, data: { signedInAt: new Date() } }),
    ],
  ])('that take the same rows in another order both happen, once: %s', async (_how, take) => {
    const meet = createMeeting(2)
    const count = await prisma().auditEntry.count()
    const both = (first: PersonActor, second: PersonActor) =>
      inTransaction(async (tx) => {
        await take(tx, first)
        await record(tx, first.id)
        await meet()
        await take(tx, second)
      })
    await Promise.all([both(anna, bram), both(bram, anna)])
    expect(await prisma().auditEntry.count()).toBe(count + 2)
  })
})
