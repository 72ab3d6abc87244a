import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPrisma, sqlOf } from '#lib/server/prisma.ts'
import { enrollAccountMac, signInUrl } from '../support/account-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm({
    accountSignIn: async () => ({ method: 'apple-as-web', url: signInUrl }),
  })
})
afterAll(() => server.stop())

const operations = () => server.mdm.in(server.sql)
const refused = { httpStatus: 403 }

describe('a Mac that is handed over', () => {
  it('can be enrolled anew by the one who has it now, and no more by the one who had it', async () => {
    const [anna, bram] = [randomUUID(), randomUUID()]
    const mac = await server.enrollMac({ seed: 'reassigned', personId: anna })
    expect((await operations().enrollment(mac.enrollmentId))?.personId).toBe(anna)
    await expect(server.enrollMac({ seed: 'reassigned', personId: bram })).rejects.toMatchObject(refused)
    expect(await operations().reassign(mac.enrollmentId, bram)).toBe(true)
    expect((await operations().enrollment(mac.enrollmentId))?.personId).toBe(bram)
    await expect(server.enrollMac({ seed: 'reassigned', personId: anna })).rejects.toMatchObject(refused)
    const again = await server.enrollMac({ seed: 'reassigned', personId: bram })
    expect(await again.reports('Idle')).toBeNull()
    const told = await server.sql<{ personId: string }>`
      SELECT data->>'personId' AS "personId" FROM mdm_event
      WHERE enrollment_id = ${mac.enrollmentId}::text AND kind = 'enrolled' ORDER BY id`
    expect(told.map((event) => event.personId)).toEqual([anna, bram])
  })

  it('goes on as it was: its identity, its queue and its keys stay', async () => {
    const mac = await server.enrollMac()
    const token = Buffer.from('a token that only this Mac made')
    await mac.checkIn('SetBootstrapToken', { BootstrapToken: token })
    await operations().queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    expect(await operations().reassign(mac.enrollmentId, randomUUID())).toBe(true)
    expect((await mac.checkIn('GetBootstrapToken')).body.toString()).toContain(token.toString('base64'))
    expect(await mac.reports('Idle')).toMatchObject({ Command: { RequestType: 'ProfileList' } })
    const certificates = await server.sql`
      SELECT 1 FROM mdm_certificate WHERE enrollment_id = ${mac.enrollmentId}::text AND revoked_at IS NOT NULL`
    expect(certificates).toEqual([])
  })

  it('takes no token of whoever signed in on it any more, and still speaks for itself', async () => {
    const { mac, invitation } = await enrollAccountMac(server, {
      kind: 'adde',
      ownership: 'company',
      behaviours: { userChannel: true },
    })
    const tokens = mac.state.enrollment
    if (tokens) tokens.tokens = { accessToken: invitation.accessToken, refreshToken: null }
    await mac.poll('user')
    expect(await operations().reassign(mac.enrollmentId, randomUUID())).toBe(true)
    await expect(mac.poll('user')).rejects.toMatchObject(refused)
    expect(await mac.poll('device')).toMatchObject({ commands: 0 })
    await mac.close()
  })

  it('keeps its tokens when it is given to the one who has it', async () => {
    const personId = randomUUID()
    const { mac } = await enrollAccountMac(server, { kind: 'adde', ownership: 'company', personId })
    expect(await operations().reassign(mac.enrollmentId, personId)).toBe(true)
    const revoked = await server.sql`
      SELECT 1 FROM mdm_bearer_token t JOIN mdm_enrollment e ON e.invitation_id = t.invitation_id
      WHERE e.id = ${mac.enrollmentId}::text AND t.revoked_at IS NOT NULL`
    expect(revoked).toEqual([])
    await mac.close()
  })

  it('is told to the portal as the new person’s even when it was enrolling at that moment', async () => {
    const [anna, bram] = [randomUUID(), randomUUID()]
    const mac = await server.enrollMac({ personId: anna })
    await server.sql`
      UPDATE mdm_enrollment SET status = 'authenticated' WHERE id = ${mac.enrollmentId}::text RETURNING 1`
    expect(await operations().reassign(mac.enrollmentId, bram)).toBe(true)
    await mac.checkIn('TokenUpdate', {
      Token: Buffer.alloc(32, 1),
      PushMagic: 'magic',
      Topic: 'com.apple.mgmt.External.test',
    })
    const [event] = await server.sql<{ personId: string }>`
      SELECT data->>'personId' AS "personId" FROM mdm_event
      WHERE enrollment_id = ${mac.enrollmentId}::text AND kind = 'enrolled' ORDER BY id DESC LIMIT 1`
    expect(event?.personId).toBe(bram)
  })

  it('is nobody’s to hand over once it has left, and never was when nobody knows it', async () => {
    const mac = await server.enrollMac()
    const before = await operations().enrollment(mac.enrollmentId)
    await mac.checkOut()
    expect(await operations().reassign(mac.enrollmentId, randomUUID())).toBe(false)
    expect((await operations().enrollment(mac.enrollmentId))?.personId).toBe(before?.personId)
    expect(await operations().reassign('nobody', randomUUID())).toBe(false)
    expect(await operations().reassign(mac.enrollmentId, "' OR true --")).toBe(false)
  })

  it('changes hands with the transaction that says so, or not at all', async () => {
    const [anna, bram] = [randomUUID(), randomUUID()]
    const mac = await server.enrollMac({ personId: anna })
    const prisma = openPrisma(server.databaseUrl)
    const broken = prisma.$transaction(async (tx) => {
      expect(await server.mdm.in(sqlOf(tx)).reassign(mac.enrollmentId, bram)).toBe(true)
      throw new Error('something after it')
    })
    await expect(broken).rejects.toThrow('something after it')
    await prisma.$disconnect()
    expect((await operations().enrollment(mac.enrollmentId))?.personId).toBe(anna)
  })
})
