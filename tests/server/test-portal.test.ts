import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

describe('a test portal', () => {
  it('finds people and Macs through the runtime', async () => {
    const person = await makePerson({ role: 'helpdesk' })
    const device = await makeDevice(person)
    expect(person.role).toBe('helpdesk')
    expect(await prisma().device.count({ where: { ownerId: person.id, id: device.id } })).toBe(1)
  })
})
