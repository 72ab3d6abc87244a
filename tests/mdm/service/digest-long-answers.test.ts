import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let mac: SimulatedMac
beforeAll(async () => {
  server = await startTestMdm()
  mac = await server.enrollMac()
})
afterAll(() => server.stop())

const operations = () => server.mdm.in(server.sql)

/** About two megabytes of XML. */
const apps = Array.from({ length: 7500 }, (_, n) => ({
  Identifier: `com.example.app${n}`,
  Name: `App & ${n}`,
  ShortVersion: `1.${n}`,
  Version: `${n}.1`,
  BundleSize: n * 977,
  Installing: false,
}))

async function answer(requestType: string, response: object, keys: object = {}): Promise<void> {
  await operations().queue(mac.enrollmentId, { RequestType: requestType, ...keys })
  await mac.reports('Acknowledged', await mac.reports('Idle'), response as never)
}

async function inventory(kind: string): Promise<unknown> {
  return (await operations().inventory(mac.enrollmentId, kind))?.data
}

describe('a list of two megabytes', () => {
  it('is kept small and read whole', async () => {
    await answer('InstalledApplicationList', { InstalledApplicationList: apps })
    const [kept] = await server.sql<{ size: number }>`SELECT length(body) AS size FROM mdm_result`
    expect(kept?.size).toBeLessThan(200_000)
    expect(await server.mdm.digestResults()).toBe(1)
    expect(await inventory('InstalledApplicationList')).toEqual(apps)
  })

  it('that cannot be read is set aside, and the thread goes on with the next', async () => {
    const long = { ProfileList: [{ PayloadDisplayName: 'x'.repeat(40_000) }] }
    await answer('ProfileList', { NoList: long })
    await answer('ProfileList', long)
    expect(await server.mdm.digestResults()).toBe(1)
    expect(await inventory('ProfileList')).toEqual(long.ProfileList)
    const aside = await server.sql`SELECT failure FROM mdm_result`
    expect(aside).toEqual([{ failure: 'an answer without ProfileList' }])
    await server.sql`DELETE FROM mdm_result`
  })

  it('is set aside after three processes died over it', async () => {
    await answer('ProfileList', { ProfileList: [] })
    await server.sql`UPDATE mdm_result SET attempts = 3`
    expect(await server.mdm.digestResults()).toBe(0)
    expect(await server.mdm.countUnreadable()).toBe(1)
    await server.sql`DELETE FROM mdm_result`
  })

  it('belongs to one process at a time, and to another when that one died', async () => {
    await answer('ProfileList', { ProfileList: [{ PayloadIdentifier: 'a' }] })
    await server.sql`UPDATE mdm_result SET attempts = 1,
      retry_at = ${new Date(server.now().getTime() + 120_000).toISOString()}::text::timestamptz`
    expect(await server.another().digestResults()).toBe(0)
    server.passTime(120_001)
    expect(await server.another().digestResults()).toBe(1)
  })

  it('changes nothing when it is older than what is on file', async () => {
    await answer('ProfileList', { ProfileList: [{ PayloadIdentifier: 'old' }] })
    await server.sql`UPDATE mdm_result SET received_at = received_at - interval '1 day'`
    await server.mdm.digestResults()
    expect(await inventory('ProfileList')).toEqual([{ PayloadIdentifier: 'a' }])
  })
})

describe('what an answer tells', () => {
  it('of the Mac stands with its enrollment, as far as it is of the right kind', async () => {
    const QueryResponses = {
      IsSupervised: true,
      IsAppleSilicon: true,
      OSVersion: '27.0',
      BuildVersion: 12,
      DeviceName: 'Anna’s Mac',
    }
    await answer('DeviceInformation', { QueryResponses }, { Queries: ['OSVersion', 'IsSupervised'] })
    await server.mdm.digestResults()
    expect(await inventory('DeviceInformation')).toEqual(QueryResponses)
    const [row] = await server.sql<
      Record<string, unknown>
    >`SELECT supervised, apple_silicon AS silicon, os_version AS os,
      build_version AS build, device_name AS name FROM mdm_enrollment WHERE id = ${mac.enrollmentId}::text`
    expect(row).toMatchObject({ supervised: true, silicon: true, os: '27.0', name: 'Anna’s Mac' })
    expect(row?.build).not.toBe(12)
  })

  it.each([
    ['CertificateList', 'CertificateList', [{ CommonName: 'x', IsIdentity: true }]],
    ['UserList', 'Users', [{ UserName: 'anna', UID: 501, HasSecureToken: true }]],
    ['ProvisioningProfileList', 'ProvisioningProfileList', [{ UUID: 'u', Name: 'n' }]],
  ])('is filed for %s', async (kind, key, list) => {
    await server.sql`
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body)
      VALUES (gen_random_uuid(), ${mac.enrollmentId}::text, ${kind}::text, ${answerBytes({ [key]: [...list, 'stray'] })}::bytea)`
    await server.mdm.digestResults()
    expect(await inventory(kind)).toEqual(list)
  })

  it('is sealed when it opens a locked Mac, from its arrival on', async () => {
    const code = 'ABCDE-12345-FGHJK-67890-LMNPQ-RTUVW'
    await server.sql`INSERT INTO mdm_command (id, enrollment_id, request_type, body, status, sent_at)
      VALUES ('11111111-1111-4111-8111-111111111111', ${mac.enrollmentId}::text, 'ActivationLockBypassCode', '', 'sent', now())`
    const asked = { CommandUUID: '11111111-1111-4111-8111-111111111111', Command: { RequestType: 'X' } }
    await mac.reports('Acknowledged', asked as never, { ActivationLockBypassCode: code } as never)
    const [kept] = await server.sql<{ body: Buffer }>`SELECT body FROM mdm_result`
    expect(Buffer.from(kept?.body ?? []).includes(code)).toBe(false)
    expect(await server.mdm.digestResults()).toBe(1)
    const filed = JSON.stringify(await inventory('ActivationLockBypassCode'))
    expect(filed).toMatch(/^\{"sealed":"[A-Za-z0-9+/=]+"\}$/)
  })
})

function answerBytes(response: Record<string, unknown>): Buffer {
  const value = (item: unknown): string => {
    if (Array.isArray(item)) return `<array>${item.map(value).join('')}</array>`
    if (typeof item === 'object' && item !== null) {
      return `<dict>${Object.entries(item)
        .map(([key, inner]) => `<key>${key}</key>${value(inner)}`)
        .join('')}</dict>`
    }
    if (typeof item === 'boolean') return `<${item}/>`
    return typeof item === 'number' ? `<integer>${item}</integer>` : `<string>${item}</string>`
  }
  const all = { Status: 'Acknowledged', CommandUUID: 'c', UDID: mac.enrollmentId, ...response }
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><plist version="1.0">${value(all)}</plist>`)
}
