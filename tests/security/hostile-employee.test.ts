import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { beginAccountEnrollment } from '#lib/portal/enrollment/begin-account-enrollment.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { mostBegunInAnHour } from '#lib/portal/enrollment/judge-wish.ts'
import type { AccountKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { previewAccountEnrollment } from '#lib/portal/enrollment/preview-account-enrollment.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'
import { listInstallsOfDevice } from '#lib/portal/installs/queries.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { listMacCertificates } from '#lib/portal/macs/list-mac-certificates.ts'
import { listMacApps, listMacEvents } from '#lib/portal/macs/queries.ts'
import { releaseMac } from '#lib/portal/macs/release-mac.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity } from '#simulator/mac/scep-client.ts'
import { type Signer, signData } from '#simulator/pki/sign-data.ts'
import { knockAt, machineInfo } from '#tests/mdm/support/account-mac.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from '../portal/macs/mac-world.ts'

let world: MacWorld
let helper: PersonActor
let admin: PersonActor
const http = createHttpClient()
beforeAll(async () => {
  world = await startMacWorld()
  await updateDomains(systemActor('test'), { domains: ['example.com'] })
  helper = await makePerson({ role: 'helpdesk' })
  admin = await makePerson({ role: 'admin' })
})
afterAll(async () => {
  http.close()
  await world.stop()
})

const link = (owner: PersonActor, ownership: Ownership) => inviteMac(owner, { ownership })
const deviceOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })

/** The same Mac once more, as if its profile had been taken off and nothing were remembered. */
async function comeAgain(seed: string, owner: PersonActor, ownership: Ownership) {
  const mac = await world.newMac({ seed })
  await mac.enroll((await link(owner, ownership)).url)
  await world.listen()
  return mac
}

const signIn = async (owner: PersonActor, kind: AccountKind, state?: string) => {
  const wish = { kind, ownership: 'personal' as const, account: owner.email, state }
  const { location } = await beginAccountEnrollment(owner, wish)
  const query = new URL(location).searchParams
  return query.get('access-token') ?? query.get('code') ?? ''
}

const knock = (kind: 'byod' | 'adde', token?: string, body?: Uint8Array) =>
  knockAt(runtime().publicUrl, kind, { token, body })

const scepIn = (profile: Buffer) => readEnrollmentProfile(readProfile(profile), hardwareFrom('x'), 'x').scep

async function say(signer: Signer, words: PlistDict): Promise<number> {
  const body = encodePlist(words)
  const reply = await http.send(`${runtime().publicUrl}/mdm/checkin`, {
    method: 'PUT',
    body,
    headers: {
      'content-type': 'application/x-apple-aspen-mdm-checkin',
      'mdm-signature': signData(body, signer, { detached: true }).toString('base64'),
    },
  })
  return reply.status
}

const Topic = 'com.apple.mgmt.x'
const authenticate = (identifiers: PlistDict): PlistDict => ({
  ...{ MessageType: 'Authenticate', Topic, DeviceName: 'Mac', Model: 'Mac16,1', ModelName: 'MacBook Pro' },
  ...identifiers,
})
const tokenUpdate = (identifiers: PlistDict): PlistDict => ({
  ...{ MessageType: 'TokenUpdate', Topic, Token: Buffer.alloc(32), PushMagic: 'magic' },
  ...identifiers,
})

describe('promise 2: a Mac of the company stays one', () => {
  it('though its employee enrols it anew as their own, while it is here and after taking the profile off', async () => {
    const owner = await makePerson()
    const seed = randomUUID()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'company', seed })
    await expect(comeAgain(seed, owner, 'personal')).rejects.toMatchObject({ httpStatus: 403 })
    expect(await deviceOf(deviceId)).toMatchObject({ ownership: 'company', status: 'enrolled' })
    expect(await mac.poll()).toMatchObject({ commands: expect.any(Number) })
    await mac.leave()
    await world.listen()
    await expect(comeAgain(seed, owner, 'personal')).rejects.toMatchObject({ httpStatus: 403 })
    const refusals = await prisma().auditEntry.findMany({
      where: { action: 'enrollment.mac_refused', subjectId: owner.id },
    })
    expect(refusals).toMatchObject([
      { detail: { code: 'enrollment_company_mac' } },
      { detail: { code: 'enrollment_company_mac' } },
    ])
  })

  it('though a colleague enrols it as theirs; and comes back as the company’s by whoever has it', async () => {
    const [owner, colleague] = [await makePerson(), await makePerson()]
    const seed = randomUUID()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'company', seed })
    await mac.leave()
    await world.listen()
    await expect(comeAgain(seed, colleague, 'personal')).rejects.toMatchObject({ httpStatus: 403 })
    expect(await deviceOf(deviceId)).toMatchObject({ ownerId: owner.id, ownership: 'company' })
    await comeAgain(seed, colleague, 'company')
    expect(await deviceOf(deviceId)).toMatchObject({ ownerId: colleague.id, ownership: 'company' })
  })

  it('until the helpdesk has let it go', async () => {
    const owner = await makePerson()
    const seed = randomUUID()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'company', seed })
    await releaseMac(helper, { deviceId, reason: 'sold to its employee' })
    await mac.poll()
    await world.listen()
    expect(await deviceOf(deviceId)).toMatchObject({ status: 'left', leftHow: 'released' })
    await comeAgain(seed, owner, 'personal')
    expect(await deviceOf(deviceId)).toMatchObject({ ownership: 'personal', status: 'enrolled' })
  })

  it('and neither leaves nor is given up by its employee', async () => {
    const owner = await makePerson()
    const { deviceId } = await world.enrollMac(owner, { ownership: 'company' })
    await expect(leaveMac(owner, { deviceId })).rejects.toMatchObject({ code: 'company_mac' })
    await expect(giveUpMac(owner, { deviceId, reason: 'mine' })).rejects.toMatchObject({
      code: 'company_mac',
    })
  })
})

describe('promise 1: a Mac that is here is nobody else’s', () => {
  it('whoever enrols under its UDID, as the company’s or as their own', async () => {
    const [owner, thief] = [await makePerson(), await makePerson()]
    const seed = randomUUID()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'personal', seed })
    for (const ownership of ['personal', 'company'] as const) {
      await expect(comeAgain(seed, thief, ownership)).rejects.toMatchObject({ httpStatus: 403 })
    }
    expect(await deviceOf(deviceId)).toMatchObject({ ownerId: owner.id, ownership: 'personal' })
    expect(await mac.poll()).toMatchObject({ commands: expect.any(Number) })
  })

  it('whoever enrols under its EnrollmentID', async () => {
    const [owner, thief] = [await makePerson(), await makePerson()]
    const EnrollmentID = randomUUID().toUpperCase()
    const identity = async (person: PersonActor) => {
      const { body } = await knock('byod', await signIn(person, 'account_user'))
      return signerFrom(await obtainScepIdentity(http, scepIn(body)))
    }
    const theirs = await identity(owner)
    expect(await say(theirs, authenticate({ EnrollmentID }))).toBe(200)
    expect(await say(theirs, tokenUpdate({ EnrollmentID }))).toBe(200)
    const stolen = await identity(thief)
    expect(await say(stolen, authenticate({ EnrollmentID }))).toBe(403)
    expect(await say(stolen, tokenUpdate({ EnrollmentID }))).toBe(403)
    await world.listen()
    const enrollment = await mdm().in(sqlOf(prisma())).enrollment(EnrollmentID)
    expect(enrollment).toMatchObject({ personId: owner.id, status: 'enrolled' })
  })

  it('and whoever claims the UDID of one that left sees nothing of what it told before', async () => {
    const [owner, thief] = [await makePerson(), await makePerson()]
    const seed = randomUUID()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'personal', seed })
    expect((await listMacApps(owner, deviceId)).length).toBeGreaterThan(0)
    await mac.leave()
    await world.listen()
    await comeAgain(seed, thief, 'personal')
    expect((await deviceOf(deviceId)).ownerId).toBe(thief.id)
    expect(await listMacApps(thief, deviceId)).toEqual([])
    expect(await listMacCertificates(thief, deviceId)).toEqual([])
    expect(await listInstallsOfDevice(thief, deviceId)).toEqual([])
    expect((await listMacEvents(thief, deviceId)).map(({ kind }) => kind)).toEqual(['came_back'])
    expect(await listMacApps(owner, deviceId)).toEqual([])
  })

  it('and an identity of one that was let go enrols nothing any more', async () => {
    const owner = await makePerson()
    const { mac, deviceId } = await world.enrollMac(owner, { ownership: 'personal' })
    const { identity } = mac.state
    if (!identity) throw new Error('no identity')
    const identifiers = mac.identifiers()
    await giveUpMac(owner, { deviceId })
    await world.listen()
    expect(await say(signerFrom(identity), authenticate(identifiers))).toBe(403)
    expect(await say(signerFrom(identity), tokenUpdate(identifiers))).toBe(403)
    expect(await deviceOf(deviceId)).toMatchObject({ status: 'left' })
  })
})

describe('promise 2: who is switched off enrols nothing, however far they were', () => {
  const off = (person: PersonActor) => letPersonGo(admin, { personId: person.id, reason: 'has left' })
  const udid = () => ({ UDID: randomUUID().toUpperCase() })
  const fetchLink = async (url: string) => http.send(url)

  it('by a link: not opened, opened, with an identity, half checked in; nor by a session that was read before', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => makePerson()))
    const [waiting, opened, identified, arrived, late] = people
    if (!waiting || !opened || !identified || !arrived || !late) throw new Error('no people')
    const links = await Promise.all(
      [waiting, opened, identified, arrived].map((one) => link(one, 'personal')),
    )
    const [first, ...rest] = links.map(({ url }) => url)
    const profiles = []
    for (const url of rest) profiles.push((await fetchLink(url)).body)
    const [scepOpened, scepIdentified, scepArrived] = profiles.map(scepIn)
    if (!first || !scepOpened || !scepIdentified || !scepArrived) throw new Error('no profiles')
    const identity = signerFrom(await obtainScepIdentity(http, scepIdentified))
    const half = signerFrom(await obtainScepIdentity(http, scepArrived))
    const name = udid()
    expect(await say(half, authenticate(name))).toBe(200)
    for (const person of people) await off(person)
    expect((await fetchLink(first)).status).toBe(410)
    await expect(obtainScepIdentity(http, scepOpened)).rejects.toMatchObject({ code: 'scep-failed' })
    expect(await say(identity, authenticate(udid()))).toBe(403)
    expect(await say(half, tokenUpdate(name))).toBe(403)
    expect(await say(half, authenticate(name))).toBe(403)
    await expect(link(late, 'personal')).rejects.toMatchObject({ code: 'enrollment_person_inactive' })
    await world.listen()
    const ids = people.map(({ id }) => id)
    expect(await prisma().device.count({ where: { ownerId: { in: ids } } })).toBe(0)
    expect(await prisma().mdmInvitation.count({ where: { personId: late.id } })).toBe(0)
  })

  it('by signing in on the Mac: with a code, a token, a profile, an identity, half checked in', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makePerson()))
    const [coded, tokened, opened, identified, arrived, late] = people
    if (!coded || !tokened || !opened || !identified || !arrived || !late) throw new Error('no people')
    const code = await signIn(coded, 'account_user', 'state')
    const token = await signIn(tokened, 'account_user')
    const scepOf = async (one: PersonActor) =>
      scepIn((await knock('byod', await signIn(one, 'account_user'))).body)
    const scepOpened = await scepOf(opened)
    const identity = signerFrom(await obtainScepIdentity(http, await scepOf(identified)))
    const half = signerFrom(await obtainScepIdentity(http, await scepOf(arrived)))
    const EnrollmentID = randomUUID().toUpperCase()
    expect(await say(half, authenticate({ EnrollmentID }))).toBe(200)
    for (const person of people) await off(person)
    expect((await trade(code)).status).toBe(400)
    expect((await knock('byod', token)).status).toBe(401)
    await expect(obtainScepIdentity(http, scepOpened)).rejects.toMatchObject({ code: 'scep-failed' })
    expect(await say(identity, authenticate({ EnrollmentID: randomUUID().toUpperCase() }))).toBe(403)
    expect(await say(half, tokenUpdate({ EnrollmentID }))).toBe(403)
    await expect(signIn(late, 'account_user')).rejects.toMatchObject({ code: 'enrollment_person_inactive' })
    await world.listen()
    const ids = people.map(({ id }) => id)
    expect(await prisma().device.count({ where: { ownerId: { in: ids } } })).toBe(0)
  })
})

const trade = (code: string) =>
  http.send(`${runtime().publicUrl}/mdm/account/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(
      new URLSearchParams({
        ...{ grant_type: 'authorization_code', code, client_id: 'zelf-enrollment' },
        redirect_uri: 'apple-remotemanagement-user-login:/oauth2/redirection',
      }).toString(),
    ),
  })

describe('promise 2: a secret is for one thing, once', () => {
  it('a token of one kind opens nothing at the door of the other, and is not used up by that', async () => {
    const owner = await makePerson()
    for (const [kind, right, wrong] of [
      ['account_user', 'byod', 'adde'],
      ['account_device', 'adde', 'byod'],
    ] as const) {
      const token = await signIn(owner, kind)
      expect((await knock(wrong, token)).status).toBe(401)
      expect((await knock(right, token)).status).toBe(200)
    }
  })

  it('neither a code nor a link is a token, and no token is a link', async () => {
    const owner = await makePerson()
    const code = await signIn(owner, 'account_user', 'state')
    expect((await knock('byod', code)).status).toBe(401)
    const { url } = await link(owner, 'personal')
    expect((await knock('byod', url.split('/').at(-1))).status).toBe(401)
    const token = await signIn(owner, 'account_user')
    expect((await http.send(`${runtime().publicUrl}/mdm/enroll/${token}`)).status).toBe(404)
  })

  it('a code that comes ten times at once gives one token at most, and that is ended', async () => {
    const owner = await makePerson()
    const code = await signIn(owner, 'account_user', 'state')
    const replies = await Promise.all(Array.from({ length: 10 }, () => trade(code)))
    const given = replies.filter(({ status }) => status === 200)
    expect(given.length).toBeLessThanOrEqual(1)
    for (const { body } of given) {
      const { access_token: token } = JSON.parse(body.toString())
      expect((await knock('byod', token)).status).toBe(401)
    }
  })

  it('one token or link enrols one Mac, however many come with it at once', async () => {
    const owner = await makePerson()
    const token = await signIn(owner, 'account_user')
    const { url } = await link(owner, 'personal')
    for (const fetchProfile of [() => knock('byod', token), () => http.send(url)]) {
      const isLink = (await fetchProfile()).status === 200
      expect(isLink).toBe(true)
      const results = await Promise.allSettled(
        Array.from({ length: 6 }, async () => {
          const { body } = await fetchProfile()
          const signer = signerFrom(await obtainScepIdentity(http, scepIn(body)))
          const id = randomUUID().toUpperCase()
          const name: PlistDict = body.toString('latin1').includes('BYOD')
            ? { EnrollmentID: id }
            : { UDID: id }
          const first = await say(signer, authenticate(name))
          return [first, await say(signer, tokenUpdate(name))]
        }),
      )
      const inside = results.filter((one) => one.status === 'fulfilled' && one.value.join() === '200,200')
      expect(inside.length).toBeLessThanOrEqual(1)
    }
    await world.listen()
    expect(await prisma().device.count({ where: { ownerId: owner.id } })).toBeLessThanOrEqual(2)
  })

  it('machine information is worth nothing without a token, new or replayed', async () => {
    const body = await machineInfo()
    for (let round = 0; round < 3; round += 1) {
      const { status, body: words } = await knock('adde', undefined, body)
      expect([status, words.toString().includes('PayloadContent')]).toEqual([401, false])
    }
  })
})

describe('promise 5: odd machine information is refused at once', () => {
  it('too long, empty, no CMS, CMS without content, or deep', async () => {
    const owner = await makePerson()
    const token = await signIn(owner, 'account_user')
    const good = await machineInfo()
    const nested = Buffer.concat([Buffer.alloc(30_000, 0x30), Buffer.alloc(30_000, 0x80)])
    for (const body of [
      Buffer.alloc(65 * 1024, 0x30),
      Buffer.alloc(0),
      Buffer.from('<plist/>'),
      good.subarray(0, good.length / 2),
      Buffer.concat([good, Buffer.alloc(100)]),
      nested,
      Buffer.from('3080060906092a864886f70d010702a0800000', 'hex'),
    ]) {
      const { status } = await knock('byod', token, body)
      expect([400, 403, 411, 413]).toContain(status)
    }
    expect((await knock('byod', token)).status).toBe(200)
  })
})

describe('promise 14: enrolment cannot be begun without end', () => {
  it('not by many links at once, nor by links and sign-ins together; and an hour later it goes on', async () => {
    const owner = await makePerson()
    await signIn(owner, 'account_user')
    for (let begun = 1; begun < mostBegunInAnHour - 2; begun += 1) await link(owner, 'personal')
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => link(owner, 'personal')))
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(4)
    for (const one of refused) {
      expect(one).toMatchObject({ reason: { code: 'enrollment_too_many_begun' } })
    }
    await expect(signIn(owner, 'account_device')).rejects.toMatchObject({ code: 'enrollment_too_many_begun' })
    expect(await prisma().mdmInvitation.count({ where: { personId: owner.id } })).toBe(mostBegunInAnHour)
    await prisma().mdmInvitation.updateMany({
      where: { personId: owner.id },
      data: { createdAt: new Date(Date.now() - 3_600_001) },
    })
    await link(owner, 'personal')
  })

  it('nor can the audit trail be filled by looking at a page, or by asking for what is refused', async () => {
    const owner = await makePerson()
    const look = (account: string) => previewAccountEnrollment(owner, { kind: 'account_user', account })
    for (let round = 0; round < 10; round += 1) await look('boss@example.com')
    await look('boss@example.com')
    const entries = await prisma().auditEntry.findMany({ where: { subjectId: owner.id } })
    expect(entries.map(({ detail }) => detail)).toEqual([
      { code: 'enrollment_other_account', kind: 'account_user' },
    ])
  })

  it('and one who begins too often takes nothing from others', async () => {
    await link(await makePerson(), 'personal')
  })
})
