import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkMode } from '#lib/server/check-mode.ts'
import { prisma } from '#lib/server/prisma.ts'
import { StartError } from '#lib/server/start-error.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

describe('a database', () => {
  it('that was filled by the demo never starts in production', async () => {
    await checkMode(prisma(), true)
    await checkMode(prisma(), true)
    await expect(checkMode(prisma(), false)).rejects.toThrow(StartError)
    await expect(checkMode(prisma(), false)).rejects.toThrow(/filled by the demo/)
  })

  it('of a company never starts as a demo', async () => {
    await prisma().setting.deleteMany({ where: { key: 'demo' } })
    await checkMode(prisma(), false)
    await expect(checkMode(prisma(), true)).rejects.toThrow(/belongs to a company/)
  })
})
