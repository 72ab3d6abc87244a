import '#tests/support/own-data-directory.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { sweeps } from '#lib/jobs/sweeps.ts'
import { importPushCertificate } from '#lib/portal/push/import-certificate.ts'
import { noteAppleAccount } from '#lib/portal/push/note-apple-account.ts'
import { openMailRequest } from '#lib/portal/push/open-mail-request.ts'
import { judgePushState } from '#lib/portal/push/policy.ts'
import { getPushPage, getPushWarning } from '#lib/portal/push/queries.ts'
import { warnOfPushExpiry } from '#lib/portal/push/warn-of-expiry.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime, setRuntime } from '#lib/server/runtime.ts'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let apns: FakeApns
let admin: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  apns = await startFakeApns()
  admin = await makePerson({ role: 'admin' })
})
afterAll(async () => {
  await apns.close()
  await portal.stop()
})
beforeEach(async () => {
  await prisma().mdmPushCertificate.deleteMany()
})

const uuid = '01234567-89ab-cdef-0123-456789abcdef'
const day = 24 * 3_600_000

async function bring(topicUuid = uuid, confirmation: string | null = null, account: string | null = null) {
  const pem = await apns.issuePushCertificate(topicUuid)
  const files = [Buffer.from(pem.certificatePem), Buffer.from(pem.privateKeyPem)]
  return importPushCertificate(admin, { files, password: null, account, confirmation })
}

const entries = (action: string) =>
  prisma().auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } })

describe('the push certificate', () => {
  it('is imported in one transaction with its audit entry, which holds no secret', async () => {
    const { topic } = await bring(uuid, null, 'mdm@voorbeeld.example')
    const [entry] = await entries('push.certificate_imported')
    expect(entry).toMatchObject({ actorId: admin.id, subjectLabel: topic })
    expect(JSON.stringify(entry?.detail)).not.toMatch(/KEY|BEGIN/)
    expect(await getPushPage(admin)).toMatchObject({
      state: 'good',
      daysLeft: 365,
      appleAccount: 'mdm@voorbeeld.example',
      certificate: { topic, issuedByApple: false },
      demo: false,
    })
  })

  it('of another topic needs the words, in either language, and has an entry of its own', async () => {
    const other = '99999999-89ab-cdef-0123-456789abcdef'
    await bring()
    for (const typed of [null, 'enrol', 'yes']) {
      await expect(bring(other, typed)).rejects.toMatchObject({ code: 'push_topic_changes' })
    }
    expect(await entries('push.topic_changed')).toHaveLength(0)
    expect((await bring(other, ' Opnieuw  inschrijven')).topic).toContain(other)
    await bring(uuid, 'ENROL AGAIN')
    expect(await entries('push.topic_changed')).toHaveLength(2)
  })

  it('keeps the note of its Apple Account until it is changed', async () => {
    await bring(uuid, null, 'first@voorbeeld.example')
    await bring()
    expect((await getPushPage(admin)).appleAccount).toBe('first@voorbeeld.example')
    await noteAppleAccount(admin, { account: null })
    expect((await getPushPage(admin)).appleAccount).toBeNull()
  })

  it('is not touched in the demo', async () => {
    const real = runtime()
    setRuntime({ ...real, demoPushPort: 1 })
    try {
      await expect(bring()).rejects.toMatchObject({ code: 'push_demo' })
      await expect(openMailRequest(admin, { email: 'a@b.example' })).rejects.toMatchObject({
        code: 'push_demo',
      })
      expect((await getPushPage(admin)).demo).toBe(true)
    } finally {
      setRuntime(real)
    }
  })

  it('is refused when the file is larger than any certificate', async () => {
    const files = [new Uint8Array(200_000)]
    await expect(
      importPushCertificate(admin, { files, password: null, account: null, confirmation: null }),
    ).rejects.toThrow('push_file_too_large')
  })
})

describe('its end', () => {
  it('is written down once each at 60, 30, 14 and 7 days, whatever the clock does in between', async () => {
    await bring()
    const { notAfter } = await prisma().mdmPushCertificate.findUniqueOrThrow({ where: { id: 'current' } })
    const clock = systemActor('Zelf')
    const given: (number | null)[] = []
    for (let days = 65; days > -5; days -= 0.25) {
      const now = new Date(notAfter.getTime() - days * day)
      given.push(await warnOfPushExpiry(clock, now), await warnOfPushExpiry(clock, now))
    }
    expect(given.filter((one) => one !== null)).toEqual([60, 30, 14, 7])
    for (const days of [60, 30, 14, 7]) {
      expect(await entries(`push.expires_in_${days}_days`)).toMatchObject([
        { actorKind: 'system', detail: { daysLeft: days } },
      ])
    }
  })

  it('is looked at by the sweeps', async () => {
    await bring()
    await prisma().$executeRaw`UPDATE mdm_push_certificate SET not_after = now() + interval '13 days'`
    const before = (await entries('push.expires_in_14_days')).length
    const sweep = sweeps.find(({ name }) => name === 'the end of the push certificate')
    await sweep?.run()
    await sweep?.run()
    expect(await entries('push.expires_in_14_days')).toHaveLength(before + 1)
  })

  it('is told to helpdesk and admins from 60 days on, and to nobody before', async () => {
    const helper = await makePerson({ role: 'helpdesk' })
    expect(await getPushWarning(helper)).toMatchObject({ state: 'missing' })
    await bring()
    const { notAfter } = await prisma().mdmPushCertificate.findUniqueOrThrow({ where: { id: 'current' } })
    const at = (days: number) => getPushWarning(helper, new Date(notAfter.getTime() - days * day))
    expect(await at(61)).toBeNull()
    expect(await at(60)).toMatchObject({ state: 'ending', daysLeft: 60 })
    expect(await at(0.5)).toMatchObject({ state: 'ending', daysLeft: 1 })
    expect(await at(0)).toMatchObject({ state: 'expired' })
    expect(await at(-3)).toMatchObject({ state: 'expired', daysLeft: -3 })
  })

  it('matters less than a refusal by Apple, and more than a service that is down', () => {
    const now = new Date()
    const judge = (days: number, failure: string | null) =>
      judgePushState({ notAfter: new Date(now.getTime() + days * day), failure }, now)
    expect(judge(100, null)).toBe('good')
    expect(judge(100, 'connect ECONNREFUSED')).toBe('down')
    expect(judge(10, 'connect ECONNREFUSED')).toBe('ending')
    expect(judge(10, 'configuration: BadTopic')).toBe('refused')
    expect(judge(-1, 'configuration: BadTopic')).toBe('expired')
  })
})
