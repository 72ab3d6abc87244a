import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { verifyChain } from '#lib/portal/audit/verify-chain.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
const reader = systemActor('test')

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

describe('promise 19: nobody can make the audit trail look tampered with by a name', () => {
  it.each([
    ['whose emoji stands where a long name is cut', `${'x'.repeat(199)}😀`],
    ['that is half an emoji', '\ud83d'],
    ['of combining marks', `e${'\u0301'.repeat(400)}`],
    ['that turns direction', '\u202egnp.exe'],
    ['in the shape of a chain', '","previousHash":"'],
    ['with line breaks', 'a\r\n\u2028b'],
  ])('%s', async (_what, label) => {
    await inTransaction((tx) =>
      recordAudit(tx, reader, {
        action: 'test.done',
        subject: { kind: 'test', id: 'x', label },
        detail: { label: label.toWellFormed() },
      }),
    )
    expect(await verifyChain(reader)).toMatchObject({ intact: true })
  })
})
