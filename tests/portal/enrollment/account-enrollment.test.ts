import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { beginAccountEnrollment } from '#lib/portal/enrollment/begin-account-enrollment.ts'
import { type Discovery, discoverServer } from '#lib/portal/enrollment/discover-server.ts'
import type { AccountKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { previewAccountEnrollment } from '#lib/portal/enrollment/preview-account-enrollment.ts'
import { updateDomains } from '#lib/portal/enrollment/update-domains.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { knockAt } from '#tests/mdm/support/account-mac.ts'
import { makeDevice, makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from '../macs/mac-world.ts'

const zelf = systemActor('Test')
let world: MacWorld
/** What Next answers at the well-known address. */
let front: { url: string; stop(): Promise<unknown> }

beforeAll(async () => {
  world = await startMacWorld()
  await updateDomains(zelf, { domains: ['example.com'] })
  const http = createServer(async (req, res) => {
    const query = new URL(req.url ?? '', 'http://front').searchParams
    const found = await discover(query.get('user-identifier'))
    const Servers = found.found ? [{ Version: found.version, BaseURL: found.baseUrl }] : []
    res.writeHead(found.found ? 200 : 403, { 'content-type': 'application/json' })
    res.end(
      JSON.stringify(
        found.found ? { Servers } : { code: 'com.apple.well-known.failed', message: found.code },
      ),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  front = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => http.close(resolve)),
  }
})
afterAll(async () => {
  await front.stop()
  await world.stop()
})

const discover = (account: string | null, modelFamily: string | null = 'Mac'): Promise<Discovery> =>
  discoverServer(zelf, { account, modelFamily })

/** Puts people into a group of their own with a rule. */
async function giveRule(
  rule: { kinds: string[]; ownerships?: string[]; maxMacs?: number },
  ...people: PersonActor[]
) {
  const group = await prisma().group.create({ data: { name: randomUUID() } })
  await prisma().membership.createMany({
    data: people.map(({ id }) => ({ groupId: group.id, personId: id })),
  })
  const { kinds, ownerships = ['personal', 'company'], maxMacs = null } = rule
  await prisma().enrollmentRule.create({ data: { groupId: group.id, kinds, ownerships, maxMacs } })
}

const begin = (
  actor: PersonActor,
  kind: AccountKind,
  ownership: Ownership = 'personal',
  account = actor.email,
) => beginAccountEnrollment(actor, { kind, ownership, account, state: undefined })

const tokenIn = (location: string) => new URL(location).searchParams.get('access-token') ?? ''

const auditOf = async (personId: string) =>
  (await prisma().auditEntry.findMany({ where: { actorId: personId }, orderBy: { id: 'asc' } })).map(
    ({ action, detail }) => [action, (detail as Record<string, unknown>).code ?? null],
  )

async function enrollFor(owner: PersonActor, kind: AccountKind, ownership: Ownership) {
  const mac = await world.newMac({ name: 'A Mac by account' })
  await mac.enrollByAccount({
    account: owner.email,
    server: front.url,
    webView: async (address) => {
      expect(address).toContain(
        `/enroll/account/${kind === 'account_user' ? 'byod' : 'adde'}?user-identifier=`,
      )
      return (await begin(owner, kind, ownership)).location
    },
  })
  await world.listen()
  await mac.poll()
  await world.listen()
  return {
    mac,
    device: await prisma().device.findUniqueOrThrow({ where: { enrollmentId: mac.enrollmentId } }),
  }
}

describe('A Mac on which somebody signed in', () => {
  it('is theirs, private, and asked only what a user enrolment answers', async () => {
    const owner = await makePerson()
    const { mac, device } = await enrollFor(owner, 'account_user', 'personal')
    expect(device).toMatchObject({
      ownerId: owner.id,
      enrollmentType: 'user',
      ownership: 'personal',
      serialNumber: null,
      status: 'enrolled',
    })
    expect(mac.state.counters).toMatchObject({ errors: 0 })
    expect(mac.state.counters.commands).toBeGreaterThan(2)
    const asked = await prisma().mdmCommandHistory.findMany({ where: { enrollmentId: mac.enrollmentId } })
    expect(asked.map(({ requestType }) => requestType)).not.toContain('InstalledApplicationList')
    expect(await auditOf(owner.id)).toEqual([['enrollment.signed_in', null]])
  })

  it('is managed as a whole where the person chose that', async () => {
    const owner = await makePerson()
    await prisma().person.update({ where: { id: owner.id }, data: { enrollmentChoice: 'account_device' } })
    const { mac, device } = await enrollFor(owner, 'account_device', 'company')
    expect(device).toMatchObject({
      enrollmentType: 'device',
      ownership: 'company',
      serialNumber: mac.serialNumber,
    })
  })
})

describe('Discovery', () => {
  it('sends each person where their rule and their choice say', async () => {
    const [free, company] = [await makePerson(), await makePerson()]
    await giveRule({ kinds: ['account_device', 'profile'] }, company)
    const { deviceUrl } = runtime()
    expect(await discover(free.email)).toEqual({
      found: true,
      version: 'mdm-byod',
      baseUrl: `${deviceUrl}/mdm/account/byod`,
    })
    expect(await discover(company.email.toUpperCase())).toMatchObject({ version: 'mdm-adde' })
    await prisma().person.update({ where: { id: free.id }, data: { managedAppleId: 'anna@example.com' } })
    expect(await discover('anna@example.com')).toMatchObject({ version: 'mdm-byod' })
  })

  it('does not tell who is known here, or switched off', async () => {
    const gone = await makePerson()
    await giveRule({ kinds: ['account_device'] }, gone)
    await prisma().person.update({ where: { id: gone.id }, data: { active: false } })
    expect(await discover(gone.email)).toEqual(await discover('nobody@example.com'))
  })

  it('refuses other domains, other devices and what is no account, in words of its own', async () => {
    const refused = async (account: string | null, family?: string) => {
      const answer = await discover(account, family)
      return answer.found ? 'found' : answer.code
    }
    expect(await refused('a@elsewhere.example')).toBe('enrollment_domain_unknown')
    expect(await refused('a@sub.example.com')).toBe('enrollment_domain_unknown')
    expect(await refused('a@example.com@elsewhere.example')).toBe('enrollment_domain_unknown')
    expect(await refused('a@example.com', 'iPad')).toBe('enrollment_macs_only')
    for (const account of [
      null,
      '',
      '@example.com',
      'a@',
      'a b@example.com',
      `${'a'.repeat(300)}@example.com`,
    ]) {
      expect(await refused(account), String(account)).toBe('enrollment_account_unreadable')
    }
    const linkOnly = await makePerson()
    await giveRule({ kinds: ['profile'] }, linkOnly)
    expect(await refused(linkOnly.email)).toBe('enrollment_kind_not_offered')
  })

  it('writes a refusal down once an hour, however often it is asked', async () => {
    const domain = `${randomUUID()}.example`
    for (let time = 0; time < 3; time++) await discover(`a@${domain}`)
    const entries = await prisma().auditEntry.findMany({ where: { subjectLabel: domain } })
    expect(entries).toMatchObject([
      { action: 'enrollment.discovery_refused', detail: { code: 'enrollment_domain_unknown' } },
    ])
  })
})

describe('Somebody who may not enrol this Mac', () => {
  const refused = async (
    actor: PersonActor,
    code: string,
    wish: { kind?: AccountKind; ownership?: Ownership; account?: string } = {},
  ) => {
    const { kind = 'account_user', ownership = 'personal', account = actor.email } = wish
    await expect(begin(actor, kind, ownership, account)).rejects.toMatchObject({ code })
    expect((await auditOf(actor.id)).at(-1)).toEqual(['enrollment.refused', code])
    expect(await prisma().mdmInvitation.count({ where: { personId: actor.id } })).toBe(0)
  }

  it('hears so on the page and when confirming all the same; nothing is made, and it is written down', async () => {
    const stranger = await makePerson({ email: `${randomUUID()}@elsewhere.example` })
    await refused(stranger, 'enrollment_domain_unknown')
    const inactive = await makePerson()
    await prisma().person.update({ where: { id: inactive.id }, data: { active: false } })
    await refused(inactive, 'enrollment_person_inactive')
    const other = await makePerson()
    await refused(other, 'enrollment_other_account', { account: 'boss@example.com' })
    const linkOnly = await makePerson()
    await giveRule({ kinds: ['profile'] }, linkOnly)
    await refused(linkOnly, 'enrollment_kind_not_offered')
    const own = await makePerson()
    await refused(own, 'enrollment_kind_not_offered', { ownership: 'company' })
    const preview = await previewAccountEnrollment(linkOnly, {
      kind: 'account_user',
      account: linkOnly.email,
    })
    expect(preview.refusal).toBe('enrollment_kind_not_offered')
  })

  it('is somebody with as many Macs as they may have', async () => {
    const full = await makePerson()
    await giveRule({ kinds: ['account_user'], maxMacs: 1 }, full)
    const device = await makeDevice(full)
    await refused(full, 'enrollment_too_many_macs')
    await prisma().device.update({ where: { id: device.id }, data: { status: 'left' } })
    await begin(full, 'account_user')
  })

  it('does not get a second Mac in by signing in on two at once', async () => {
    const owner = await makePerson()
    await giveRule({ kinds: ['account_user'], maxMacs: 1 }, owner)
    const both = await Promise.all([begin(owner, 'account_user'), begin(owner, 'account_user')])
    const statuses = await Promise.all(
      both.map(
        async ({ location }) =>
          (await knockAt(runtime().deviceUrl, 'byod', { token: tokenIn(location) })).status,
      ),
    )
    expect(statuses.sort()).toEqual([200, 401])
  })
})

it('writes down a token that came too late, with whose it was', async () => {
  const owner = await makePerson()
  const { location } = await begin(owner, 'account_user')
  await mdm().in(sqlOf(prisma())).revokeAccountTokens({ personId: owner.id })
  const reply = await knockAt(runtime().deviceUrl, 'byod', { token: tokenIn(location) })
  expect([reply.status, reply.headers['www-authenticate']]).toEqual([
    401,
    `Bearer method="apple-as-web", url="${runtime().publicUrl}/enroll/account/byod"`,
  ])
  await world.listen()
  const [entry] = await prisma().auditEntry.findMany({
    where: { action: 'enrollment.token_refused', subjectId: owner.id },
  })
  expect(entry).toMatchObject({ subjectLabel: owner.name, detail: { reason: 'token_revoked' } })
})
