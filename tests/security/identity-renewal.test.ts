import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { signerFrom } from '#simulator/mac/identity.ts'
import { decodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import { plistField } from '#simulator/mac/plist-field.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity, type ScepSettings } from '#simulator/mac/scep-client.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

const dayMs = 86_400_000
const http = createHttpClient()
let server: TestMdm
beforeEach(async () => {
  server = await startTestMdm()
})
afterEach(async () => {
  http.close()
  await server.stop()
})

const operations = () => server.mdm.in(server.sql)
const issuedAt = (mac: SimulatedMac) => new X509Certificate(mac.state.identity?.certificatePem ?? '')
const signerOf = ({ state }: SimulatedMac) => {
  if (!state.identity) throw new Error('an enrolled Mac has an identity')
  return signerFrom(state.identity)
}

async function sweep(): Promise<void> {
  await server.mdm.expireCommands()
  await server.mdm.renewIdentities()
}

async function passDays(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    server.passTime(dayMs)
    await sweep()
  }
}

/** The profile that waits for a Mac, which does not install it. */
async function takeOffer(mac: SimulatedMac): Promise<{ command: PlistDict; scep: ScepSettings }> {
  const command = await mac.reports('Idle')
  const payload = command && plistField.data(plistField.dict(command, 'Command') ?? {}, 'Payload')
  if (!command || !payload) throw new Error('no profile waits')
  const { scep } = readEnrollmentProfile(readProfile(payload), mac.state.hardware, mac.state.deviceName)
  return { command, scep: { ...scep, retries: 0, retryDelaySeconds: 0 } }
}

describe('promise 21: identities renew before they expire, with overlap', () => {
  it('keeps a Mac managed for three years, and it never has a moment without a good identity', async () => {
    const mac = await server.enrollMac()
    const { enrolledAt } = (await operations().enrollment(mac.enrollmentId)) ?? {}
    const identities = new Set<string>()
    for (let week = 0; week < 160; week++) {
      server.passTime(7 * dayMs)
      await sweep()
      await mac.poll()
      const { fingerprint256, validToDate } = issuedAt(mac)
      identities.add(fingerprint256)
      expect(validToDate.getTime() - server.now().getTime()).toBeGreaterThan(45 * dayMs)
    }
    expect(identities.size).toBe(4)
    expect(await operations().enrollment(mac.enrollmentId)).toMatchObject({ status: 'enrolled', enrolledAt })
  })

  it('renews the identity of a Mac that was away for 40 days in the middle of its window', async () => {
    const mac = await server.enrollMac()
    await passDays(345)
    const before = issuedAt(mac).fingerprint256
    await passDays(40)
    await mac.poll()
    expect(issuedAt(mac).fingerprint256).not.toBe(before)
    await passDays(300)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('believes both identities until the new one has stood for a week, then only the new one', async () => {
    const mac = await server.enrollMac()
    const before = signerOf(mac)
    await passDays(340)
    await mac.poll()
    for (let day = 0; day < 7; day++) {
      mac.signWith(day % 2 === 0 ? before : null)
      expect(await mac.reports('Idle')).toBeNull()
      await passDays(1)
    }
    await passDays(1)
    mac.signWith(before)
    await expect(mac.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    mac.signWith(null)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('does not take the old identity from a Mac that put its old profile back', async () => {
    const mac = await server.enrollMac()
    const before = signerOf(mac)
    await passDays(340)
    const { command, scep } = await takeOffer(mac)
    const identity = await obtainScepIdentity(http, scep, server.now())
    mac.signWith(signerFrom(identity))
    const { enrollment, hardware } = mac.state
    const about = { Topic: enrollment?.topic ?? '', DeviceName: 'x', Model: hardware.model, ModelName: 'x' }
    await mac.checkIn('Authenticate', about)
    mac.signWith(before)
    await mac.reports('Error', command, { ErrorChain: [] })
    await passDays(20)
    await mac.checkIn('Authenticate', about)
    expect(await mac.reports('Idle')).not.toBeNull()
    mac.signWith(null)
    await mac.poll()
    await passDays(60)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('never asks a Mac for more rights than it gave', async () => {
    const mac = await server.enrollMac({ ownership: 'personal' })
    const rights = mac.state.enrollment?.accessRights
    await passDays(340)
    await mac.poll()
    expect(issuedAt(mac).validToDate.getTime()).toBeGreaterThan(server.now().getTime() + 300 * dayMs)
    expect(mac.state.enrollment?.accessRights).toBe(rights)
    expect(await operations().enrollment(mac.enrollmentId)).toMatchObject({ accessRights: rights })
  })
})

describe('promise 2: what a renewal hands out is bound to one enrolment', () => {
  it('issues one certificate for the challenge, which speaks for that Mac only', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    await passDays(340)
    const { scep } = await takeOffer(mac)
    const identity = await obtainScepIdentity(
      http,
      { ...scep, subject: [['CN', other.enrollmentId]] },
      server.now(),
    )
    await expect(obtainScepIdentity(http, scep, server.now())).rejects.toMatchObject({ code: 'scep-failed' })
    const { invitationId } = (await operations().enrollment(mac.enrollmentId)) ?? {}
    expect(new X509Certificate(identity.certificatePem).subject).toBe(`CN=${invitationId}`)
    other.signWith(signerFrom(identity))
    await expect(other.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    await expect(other.checkIn('TokenUpdate', { Topic: 'x', Token: Buffer.alloc(32), PushMagic: 'x' }))
      .rejects //
      .toMatchObject({ httpStatus: 403 })
  })

  it('issues nothing for a challenge whose time is up, or whose Mac has left', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    await passDays(340)
    const { scep } = await takeOffer(mac)
    const { scep: left } = await takeOffer(other)
    await operations().release(other.enrollmentId)
    await expect(obtainScepIdentity(http, left, server.now())).rejects.toMatchObject({ code: 'scep-failed' })
    server.passTime(15 * dayMs)
    await expect(obtainScepIdentity(http, scep, server.now())).rejects.toMatchObject({ code: 'scep-failed' })
  })

  it('keeps the challenge as a digest, and sealed in the queue', async () => {
    const mac = await server.enrollMac()
    await passDays(340)
    const [waiting] = await server.sql<{ body: string }>`SELECT body FROM mdm_command`
    expect(waiting?.body).toMatch(/^sealed:/)
    const { scep } = await takeOffer(mac)
    const [kept] = await server.sql<{ text: string }>`
      SELECT concat((SELECT string_agg(r::text, '') FROM mdm_renewal r),
        (SELECT string_agg(e::text, '') FROM mdm_event e)) AS text`
    expect(kept?.text).not.toContain(scep.challenge)
    expect(JSON.stringify(server.log)).not.toContain(scep.challenge)
  })

  it('refuses every certificate of a Mac that has left, and never with 401', async () => {
    const [leaver, released] = [await server.enrollMac(), await server.enrollMac()]
    const before = [signerOf(leaver), signerOf(released)]
    await passDays(340)
    await Promise.all([leaver.poll(), released.poll()])
    const signers = [...before, signerOf(leaver), signerOf(released)]
    await leaver.checkOut()
    await operations().release(released.enrollmentId)
    for (const signer of signers) {
      released.signWith(signer)
      await expect(released.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    }
    const [row] = await server.sql<{ good: number }>`
      SELECT count(*)::int AS good FROM mdm_certificate WHERE revoked_at IS NULL`
    expect(row?.good).toBe(0)
  })
})

describe('the profile of a renewal', () => {
  it('is that of the enrolment, but for challenge and authority', async () => {
    const mac = await server.enrollMac()
    const profileOf = ({ profiles }: SimulatedMac) =>
      decodePlist(Buffer.from(profiles[0]?.contentBase64 ?? '', 'base64'))
    const before = profileOf(mac)
    await passDays(340)
    await mac.poll()
    const after = profileOf(mac)
    const challengeOf = (profile: PlistDict) => {
      const [scep] = plistField.dicts(profile, 'PayloadContent')
      return plistField.dict(scep ?? {}, 'PayloadContent')
    }
    const [first, second] = [challengeOf(before), challengeOf(after)]
    expect(first?.Challenge).not.toBe(second?.Challenge)
    if (first) first.Challenge = second?.Challenge ?? ''
    expect(after).toEqual(before)
    expect(mac.profiles).toHaveLength(1)
  })
})
