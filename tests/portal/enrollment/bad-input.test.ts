import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { beginAccountEnrollment } from '#lib/portal/enrollment/begin-account-enrollment.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import type { AccountKind } from '#lib/portal/enrollment/policy.ts'
import { getInvitation } from '#lib/portal/macs/get-invitation.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { knockAt } from '#tests/mdm/support/account-mac.ts'
import { databaseState } from '#tests/security/database-state.ts'
import { makePerson } from '#tests/support/portal.ts'
import { words } from '#tests/support/words.ts'
import { allow, leftOpen, nothingOpen, openThreeWays, type ThreeWays, ways, withToken } from './three-ways.ts'

const dayMs = 24 * 60 * 60 * 1000
const accountWays = ['account_user', 'account_device'] as const satisfies AccountKind[]
const pathOf = { account_user: 'byod', account_device: 'adde' } as const

let three: ThreeWays
beforeAll(async () => {
  three = await openThreeWays()
})
afterAll(() => three.stop())

/** Each language has its own sentence for it. */
function expectSentence(key: string): void {
  const filled = { account: 'a@b.example', typed: 'c@d.example', name: 'Anna', count: 1 }
  const [en, nl] = [words('en')(key, filled), words('nl')(key, filled)]
  expect(en).not.toBe(nl)
  for (const sentence of [en, nl]) expect(sentence.length, key).toBeGreaterThan(20)
}

/** The last of the trail, as what was done and why. */
async function lastAudited(subjectId: string) {
  await three.world.listen()
  const entry = await prisma().auditEntry.findFirst({ where: { subjectId }, orderBy: { id: 'desc' } })
  const { code, reason } = (entry?.detail ?? {}) as Record<string, string>
  return [entry?.action, code ?? reason]
}

const begin = (owner: PersonActor, kind: AccountKind, account = owner.email) =>
  beginAccountEnrollment(owner, { kind, account, ownership: 'personal', state: undefined })

const tokenOf = async (owner: PersonActor, kind: AccountKind) =>
  new URL((await begin(owner, kind)).location).searchParams.get('access-token') ?? ''

const linkOf = (owner: PersonActor) => inviteMac(owner, { ownership: 'personal' })

/** What a Mac gets that shows this token. */
const show = async (kind: AccountKind, token: string) => {
  const { status, body } = await knockAt(runtime().deviceUrl, pathOf[kind], { token })
  return [status, body.toString().split(':')[0]]
}

const makeTooOld = (owner: PersonActor) =>
  prisma().mdmInvitation.updateMany({
    where: { personId: owner.id },
    data: { expiresAt: new Date(Date.now() - 1000) },
  })

/** Where somebody is led who opens a link in a browser. */
async function openInBrowser(url: string) {
  const reply = await fetch(url, { headers: { accept: 'text/html,*/*' }, redirect: 'manual' })
  return [reply.status, reply.headers.get('location')?.replace(runtime().publicUrl, '')]
}

const countMacs = (owner: PersonActor) =>
  prisma().device.count({ where: { ownerId: owner.id, status: 'enrolled' } })

describe('A wrong domain', () => {
  it.each(accountWays)('is refused before anybody signs in (%s)', async (way) => {
    const owner = await makePerson()
    const domain = `${randomUUID()}.example`
    const trying = three.enroll(way, owner, await three.world.newMac(), `anna@${domain}`)
    await expect(trying).rejects.toThrow('enrollment_domain_unknown')
    expectSentence('enroll-account.refused.enrollment_domain_unknown')
    expect(await lastAudited(domain)).toEqual(['enrollment.discovery_refused', 'enrollment_domain_unknown'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it.each(accountWays)('is refused to somebody who has signed in with it, too (%s)', async (way) => {
    const owner = await makePerson({ email: `anna@${randomUUID()}.example` })
    await expect(begin(owner, way)).rejects.toMatchObject({ code: 'enrollment_domain_unknown' })
    expect(await lastAudited(owner.id)).toEqual(['enrollment.refused', 'enrollment_domain_unknown'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('does not matter for a link, which asks for no account', async () => {
    const owner = await makePerson({ email: `anna@${randomUUID()}.example` })
    await three.enroll('profile', owner, await three.world.newMac())
    await three.world.listen()
    expect(await countMacs(owner)).toBe(1)
  })
})

describe('An unknown person', () => {
  it.each(accountWays)('is who signs in with another account than was typed (%s)', async (way) => {
    const owner = await makePerson()
    const trying = begin(owner, way, 'nobody@example.com')
    await expect(trying).rejects.toMatchObject({ code: 'enrollment_other_account' })
    expectSentence('enroll-account.refused.enrollment_other_account')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.refused', 'enrollment_other_account'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('has a token or a link that we never gave: told of once a minute, and nothing else is written', async () => {
    await three.world.listen()
    // Macs that are enrolled already are pushed to and heard of in the background.
    const look = async () => ({
      ...(await databaseState(sqlOf(prisma()))),
      mdm_enrollment: `${await prisma().mdmEnrollment.count()}`,
    })
    const before: Record<string, string> = await look()
    for (const way of accountWays) expect(await show(way, 'x'.repeat(43))).toEqual([401, 'token_unknown'])
    const url = `${runtime().deviceUrl}/mdm/enroll/${'x'.repeat(43)}`
    expect(await openInBrowser(url)).toEqual([303, '/closed-link?why=unknown'])
    expectSentence('closed-link.unknown.body')
    const mac = await three.world.newMac()
    await expect(mac.enroll(url)).rejects.toMatchObject({ httpStatus: 404 })
    const after: Record<string, string> = await look()
    expect(Object.keys(after).filter((table) => after[table] !== before[table])).toEqual(['mdm_event'])
    await three.world.listen()
    const told = await prisma().auditEntry.findMany({
      where: { subjectId: '-', subjectLabel: { in: ['token_unknown', 'invitation_unknown'] } },
    })
    expect(told.map(({ subjectLabel }) => subjectLabel).sort()).toEqual([
      'invitation_unknown',
      'token_unknown',
    ])
  })
})

describe('An inactive person', () => {
  const switchOff = (owner: PersonActor) =>
    prisma().person.update({ where: { id: owner.id }, data: { active: false } })

  it.each(accountWays)('does not get a token (%s)', async (way) => {
    const owner = await makePerson()
    await switchOff(owner)
    await expect(begin(owner, way)).rejects.toMatchObject({ code: 'enrollment_person_inactive' })
    expectSentence('enroll-account.refused.enrollment_person_inactive')
    expectSentence('signin.failed.inactive')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.refused', 'enrollment_person_inactive'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it.each(accountWays)('does not get in by a token from before (%s)', async (way) => {
    const owner = await makePerson()
    const token = await tokenOf(owner, way)
    await prisma().person.update({ where: { id: owner.id }, data: { enrollmentChoice: way } })
    const mac = await three.world.newMac()
    const webView = async () => {
      await switchOff(owner)
      return withToken(token)
    }
    const trying = mac.enrollByAccount({ account: owner.email, server: three.front, webView })
    await expect(trying).rejects.toMatchObject({ httpStatus: 403 })
    expect(await lastAudited(owner.id)).toEqual(['enrollment.mac_refused', 'enrollment_person_inactive'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('does not get in by a link from before', async () => {
    const owner = await makePerson()
    const { url } = await linkOf(owner)
    await switchOff(owner)
    const mac = await three.world.newMac()
    await expect(mac.enroll(url)).rejects.toMatchObject({ httpStatus: 403 })
    expect(await lastAudited(owner.id)).toEqual(['enrollment.mac_refused', 'enrollment_person_inactive'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('reads that the link was ended', async () => {
    const owner = await makePerson()
    const { url } = await linkOf(owner)
    await mdm().in(sqlOf(prisma())).revokeAccountTokens({ personId: owner.id })
    expect(await openInBrowser(url)).toEqual([303, '/closed-link?why=revoked'])
    expectSentence('closed-link.revoked.body')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'invitation_revoked'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })
})

describe('What is too old or used', () => {
  it.each(accountWays)('a sign-in that was not finished in time (%s)', async (way) => {
    const owner = await makePerson()
    const token = await tokenOf(owner, way)
    await makeTooOld(owner)
    expect(await show(way, token)).toEqual([401, 'token_expired'])
    expectSentence('enroll.sign_in.expired_title')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'token_expired'])
    expect(await leftOpen(owner)).toMatchObject({ invitations: 0, certificates: 0, enrollments: 0 })
  })

  it('a link that is older than a quarter of an hour', async () => {
    const owner = await makePerson()
    const { url } = await linkOf(owner)
    await makeTooOld(owner)
    expect(await openInBrowser(url)).toEqual([303, '/closed-link?why=expired'])
    expectSentence('closed-link.expired.body')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'invitation_expired'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it.each(accountWays)('a sign-in that a Mac has enrolled with (%s)', async (way) => {
    const owner = await makePerson()
    const mac = await three.world.newMac()
    await three.enroll(way, owner, mac)
    const token = mac.state.enrollment?.tokens?.accessToken ?? ''
    expect(await show(way, token)).toEqual([401, 'token_used'])
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'token_used'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('a link that a Mac has enrolled with', async () => {
    const owner = await makePerson()
    const { url } = await linkOf(owner)
    await (await three.world.newMac()).enroll(url)
    const second = await three.world.newMac()
    await expect(second.enroll(url)).rejects.toMatchObject({ httpStatus: 410 })
    expect(await openInBrowser(url)).toEqual([303, '/closed-link?why=used'])
    expectSentence('closed-link.used.body')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'invitation_used'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  it('a link that one Mac is under way with, on another', async () => {
    const owner = await makePerson()
    const { url, invitationId } = await linkOf(owner)
    three.world.breakLine(fromNth('/mdm/checkin', 2))
    const first = await three.world.newMac()
    await expect(first.enroll(url)).rejects.toThrow()
    three.world.breakLine(null)
    const second = await three.world.newMac()
    await expect(second.enroll(url)).rejects.toMatchObject({ httpStatus: 403 })
    expectSentence('enroll.stuck.other_mac.next')
    expect(await getInvitation(owner, invitationId)).toMatchObject({ trouble: 'other_mac' })
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'other_mac'])
    await first.enroll(url)
    expect(await getInvitation(owner, invitationId)).toMatchObject({ trouble: null, state: 'enrolled' })
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })
})

describe('A second Mac where one is allowed', () => {
  it.each(ways)('is refused before it begins (%s)', async (way) => {
    const owner = await makePerson()
    await allow(owner, 1)
    await three.enroll(way, owner, await three.world.newMac())
    const trying = three.enroll(way, owner, await three.world.newMac())
    await expect(trying).rejects.toMatchObject({ code: 'enrollment_too_many_macs' })
    expectSentence('enroll-account.refused.enrollment_too_many_macs')
    expectSentence('enroll.errors.enrollment_too_many_macs')
    expectSentence('enroll.full.title')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.refused', 'enrollment_too_many_macs'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })
})

describe('A Mac that is enrolled for somebody else', () => {
  it.each(['account_device', 'profile'] as const)('stays theirs (%s)', async (way) => {
    const [first, owner] = [await makePerson(), await makePerson()]
    const seed = randomUUID()
    await three.enroll(way, first, await three.world.newMac({ seed }))
    const erased = await three.world.newMac({ seed })
    await expect(three.enroll(way, owner, erased)).rejects.toMatchObject({ httpStatus: 403 })
    expectSentence('enroll.stuck.other_person.next')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'other_person'])
    const row = await prisma().mdmInvitation.findFirst({ where: { personId: owner.id } })
    expect(await getInvitation(owner, row?.id ?? '')).toMatchObject({ trouble: 'other_person' })
    expect(await countMacs(first)).toBe(1)
    expect(await leftOpen(owner)).toMatchObject({ enrollments: 0 })
  })
})

describe('A clock that is wrong', () => {
  it.each(ways)('by less than a day does no harm, either way (%s)', async (way) => {
    for (const clockAheadMs of [-0.97 * dayMs, 0.97 * dayMs]) {
      const owner = await makePerson()
      const mac = await three.world.newMac({ behaviours: { clockAheadMs } })
      await three.enroll(way, owner, mac)
      await three.world.listen()
      expect((await mac.poll()).commands).toBeGreaterThan(0)
      expect(await countMacs(owner)).toBe(1)
    }
  })

  it.each(accountWays)('by more is refused before anybody signs in (%s)', async (way) => {
    const owner = await makePerson()
    const mac = await three.world.newMac({ behaviours: { clockAheadMs: -2 * dayMs } })
    await expect(three.enroll(way, owner, mac)).rejects.toThrow('clock_wrong')
    expectSentence('enroll.stuck.not_signed_in.next')
    expect(await lastAudited('-')).toEqual(['enrollment.token_refused', 'clock_wrong'])
    expect(await leftOpen(owner)).toEqual(nothingOpen)
    mac.behave({ clockAheadMs: 0 })
    await three.enroll(way, owner, mac)
  })

  it('by more is said in the wizard; once it is right the same link works', async () => {
    const owner = await makePerson()
    const { url, invitationId } = await linkOf(owner)
    const mac = await three.world.newMac({ behaviours: { clockAheadMs: -2 * dayMs } })
    await expect(mac.enroll(url)).rejects.toThrow('badTime')
    expectSentence('enroll.stuck.clock_wrong.next')
    expect(await lastAudited(owner.id)).toEqual(['enrollment.token_refused', 'clock_wrong'])
    const shown = await getInvitation(owner, invitationId)
    expect(shown).toMatchObject({ trouble: 'clock_wrong', state: 'opened' })
    expect(await leftOpen(owner)).toMatchObject({ certificates: 0, enrollments: 0 })
    mac.behave({ clockAheadMs: 0 })
    await mac.enroll(url)
    expect(await getInvitation(owner, invitationId)).toMatchObject({ trouble: null })
  })
})

function fromNth(path: string, number: number) {
  let seen = 0
  return (asked: string) => asked.startsWith(path) && ++seen >= number
}

describe('An enrolment that was interrupted', () => {
  const steps = [
    { when: 'once the profile was there', at: () => fromNth('/mdm/scep', 1) },
    { when: 'once it had its identity', at: () => fromNth('/mdm/checkin', 1) },
    { when: 'once it had said who it is', at: () => fromNth('/mdm/checkin', 2) },
  ]
  const cases = ways.flatMap((way) => steps.map((step) => ({ way, ...step })))

  it.each(cases)('$when is begun again ($way)', async ({ way, at }) => {
    const owner = await makePerson()
    const mac = await three.world.newMac()
    three.world.breakLine(at())
    await expect(three.enroll(way, owner, mac)).rejects.toThrow()
    three.world.breakLine(null)
    await three.enroll(way, owner, mac)
    await three.world.listen()
    expect(await countMacs(owner)).toBe(1)
    await letAWeekPass(owner)
    expect(await leftOpen(owner)).toMatchObject({ invitations: 0, certificates: 0, enrollments: 0 })
    expect(await prisma().device.count({ where: { ownerId: owner.id } })).toBe(1)
    expect(await countMacs(owner)).toBe(1)
  })

  it.each(cases)('$when goes on with the same link or sign-in ($way)', async ({ way, at }) => {
    const owner = await makePerson()
    const mac = await three.world.newMac()
    const enroll = await keyTo(way, owner)
    three.world.breakLine(at())
    await expect(enroll(mac)).rejects.toThrow()
    three.world.breakLine(null)
    await enroll(mac)
    await three.world.listen()
    expect(await prisma().device.count({ where: { ownerId: owner.id } })).toBe(1)
    expect(await leftOpen(owner)).toEqual(nothingOpen)
  })

  type Mac = Awaited<ReturnType<typeof three.world.newMac>>

  /** One link, or one sign-in, to be used as often as it takes. */
  async function keyTo(way: (typeof ways)[number], owner: PersonActor) {
    if (way === 'profile') {
      const { url } = await linkOf(owner)
      return (mac: Mac) => mac.enroll(url)
    }
    await prisma().person.update({ where: { id: owner.id }, data: { enrollmentChoice: way } })
    const end = withToken(await tokenOf(owner, way))
    const options = { account: owner.email, server: three.front, webView: async () => end }
    return (mac: Mac) => mac.enrollByAccount(options)
  }

  async function letAWeekPass(owner: PersonActor): Promise<void> {
    const own = await prisma().mdmInvitation.findMany({ where: { personId: owner.id } })
    const where = { invitationId: { in: own.map(({ id }) => id) } }
    const longAgo = new Date(Date.now() - 8 * dayMs)
    await prisma().mdmCertificate.updateMany({ where, data: { issuedAt: longAgo } })
    await prisma().mdmEnrollment.updateMany({ where, data: { authenticatedAt: longAgo } })
    await makeTooOld(owner)
    await mdm().endHalfMade()
    await three.world.listen()
  }
})
