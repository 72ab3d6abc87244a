import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MdmOperations } from '#lib/mdm/server.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { openPrisma, sqlOf } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let prisma: ReturnType<typeof openPrisma>
let mac: SimulatedMac
beforeAll(async () => {
  server = await startTestMdm()
  prisma = openPrisma(server.databaseUrl)
  mac = await server.enrollMac({ behaviours: { userChannel: true } })
})
afterAll(async () => {
  await prisma.$disconnect()
  await server.stop()
})

/** The same words over postgres.js and inside a transaction of Prisma. */
const connections: [string, <T>(run: (operations: MdmOperations, sql: Sql) => Promise<T>) => Promise<T>][] = [
  ['postgres.js', (run) => run(server.mdm.in(server.sql), server.sql)],
  ['a Prisma transaction', (run) => prisma.$transaction((tx) => run(server.mdm.in(sqlOf(tx)), sqlOf(tx)))],
]

describe.each(connections)('over %s', (_name, within) => {
  it('invites and tells the state', async () => {
    const before = server.now()
    const { invitationId, expiresAt } = await within((operations) =>
      operations.invite({ personId: randomUUID(), ownership: 'company', enrollmentType: 'device' }),
    )
    expect(expiresAt.getTime() - before.getTime()).toBeGreaterThanOrEqual(15 * 60_000)
    expect(await within((operations) => operations.invitationState(invitationId))).toBe('waiting')
    expect(await within((operations) => operations.invitationState(randomUUID()))).toBeNull()
    expect(await within((operations) => operations.invitationState('nonsense'))).toBeNull()
    const rows = await server.sql<{ expiresAt: Date }>`
      SELECT expires_at AS "expiresAt" FROM mdm_invitation WHERE id = ${invitationId}::uuid`
    expect(rows[0]?.expiresAt).toEqual(expiresAt)
  })

  it('queues, tells of a duplicate, finds and cancels', async () => {
    const idempotencyKey = randomUUID()
    const expiresAt = new Date(server.now().getTime() + 60_000)
    const body = { RequestType: 'ProfileList' }
    const queue = (operations: MdmOperations) =>
      operations.queue(mac.enrollmentId, body, { idempotencyKey, expiresAt, priority: 3 })
    const first = await within(queue)
    expect(first.duplicate).toBe(false)
    expect(await within(queue)).toEqual({ commandUuid: first.commandUuid, duplicate: true })
    const state = await within((operations) => operations.commandState(first.commandUuid))
    expect(state).toMatchObject({
      status: 'queued',
      requestType: 'ProfileList',
      errorChain: [],
      answeredAt: null,
    })
    expect(state?.createdAt).toBeInstanceOf(Date)
    expect(await within((operations) => operations.cancel(first.commandUuid))).toBe(true)
    expect(await within(queue)).toEqual({ commandUuid: first.commandUuid, duplicate: true })
    expect(await within((operations) => operations.commandState(first.commandUuid))).toMatchObject({
      status: 'cancelled',
    })
    expect(await within((operations) => operations.cancel('nonsense'))).toBe(false)
  })

  it('lists commands page by page and cancels all', async () => {
    await within((operations) => operations.cancelAll(mac.enrollmentId))
    const body = { RequestType: 'ProfileList' }
    const { commandUuid } = await within((operations) => operations.queue(mac.enrollmentId, body))
    expect(await within((operations) => operations.cancelAll(mac.enrollmentId))).toBe(1)
    await within((operations) => operations.queue(mac.enrollmentId, body))
    const first = await within((operations) => operations.listCommands(mac.enrollmentId, { limit: 1 }))
    expect(first.commands).toMatchObject([{ status: 'queued', answeredAt: null }])
    const before = first.next ?? ''
    const second = await within((operations) =>
      operations.listCommands(mac.enrollmentId, { limit: 1, before }),
    )
    expect(second.commands).toMatchObject([{ commandUuid, status: 'cancelled' }])
    expect(second.commands[0]?.answeredAt).toBeInstanceOf(Date)
    await within((operations) => operations.cancelAll(mac.enrollmentId))
  })

  it('reads an enrollment and its inventory', async () => {
    await within((operations) => operations.queue(mac.enrollmentId, { RequestType: 'SecurityInfo' }))
    await mac.poll()
    await server.mdm.digestResults()
    const inventory = await within((operations) => operations.inventory(mac.enrollmentId, 'SecurityInfo'))
    expect(inventory?.data).toMatchObject({ SystemIntegrityProtectionEnabled: true })
    expect(inventory?.collectedAt).toBeInstanceOf(Date)
    expect(await within((operations) => operations.enrollment(mac.enrollmentId))).toMatchObject({
      id: mac.enrollmentId,
      status: 'enrolled',
      enrolledAt: expect.any(Date),
    })
    expect(await within((operations) => operations.enrollment('nobody'))).toBeNull()
  })

  it('asks a Mac to leave', async () => {
    const { commandUuid } = await within((operations) => operations.end(mac.enrollmentId))
    expect(await within((operations) => operations.commandState(commandUuid))).toMatchObject({
      requestType: 'RemoveProfile',
    })
    expect(await within((operations) => operations.cancel(commandUuid))).toBe(true)
  })
})

describe('a transaction that fails', () => {
  it('leaves neither a command nor a wish to push', async () => {
    const id = mac.enrollmentId
    const wanted = () =>
      server.sql<{ at: Date | null }>`SELECT push_wanted_at AS at FROM mdm_enrollment WHERE id = ${id}::text`
    const before = await wanted()
    const queued: string[] = []
    const failing = prisma.$transaction(async (tx) => {
      queued.push((await server.mdm.in(sqlOf(tx)).queue(id, { RequestType: 'ProfileList' })).commandUuid)
      throw new Error('the portal thought better of it')
    })
    await expect(failing).rejects.toThrow('thought better')
    expect(await server.mdm.in(server.sql).commandState(queued[0] ?? '')).toBeNull()
    expect(await wanted()).toEqual(before)
  })
})
