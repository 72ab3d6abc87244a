import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allAccessRights, personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import type { PlistDict } from '#simulator/mac/plist.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import {
  account,
  enrollAccountMac,
  inviteByAccount,
  knock,
  machineFacts,
  machineInfo,
  signInUrl,
} from '../support/account-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm({
    accountSignIn: async (kind) => ({ method: 'apple-as-web', url: `${signInUrl}/${kind}` }),
  })
})
afterAll(() => server.stop())

const minute = 60_000
const enrollment = (id: string) => server.mdm.in(server.sql).enrollment(id)

function mdmPayload(body: Buffer): PlistDict {
  const found = readProfile(body).payloads.find(({ PayloadType }) => PayloadType === 'com.apple.mdm')
  if (!found) throw new Error('no MDM payload')
  return found
}

/** What the portal is told of refusals since the last call. */
async function takeRefusals(): Promise<unknown[]> {
  const told: unknown[] = []
  await server.mdm.takeEvents(async (event, clear) => {
    if (event.kind === 'account_refused') told.push(event.data.reason)
    await clear(server.sql)
  })
  return told
}

describe('enrolling a Mac by an account', () => {
  it('makes a user enrolment that is known by its EnrollmentID and by nothing of the Mac', async () => {
    const { mac, invitation, opened } = await enrollAccountMac(server, { kind: 'byod' })
    expect(opened).toEqual([`${signInUrl}/byod?user-identifier=${encodeURIComponent(account)}`])
    expect(mac.enrollmentId).not.toBe(mac.state.hardware.udid)
    expect(await enrollment(mac.enrollmentId)).toMatchObject({
      enrollmentType: 'user',
      status: 'enrolled',
      serialNumber: null,
      accessRights: 0,
      invitationId: invitation.invitationId,
    })
    const rows = await server.sql<{ text: string }>`
      SELECT (SELECT json_agg(e)::text FROM mdm_enrollment e) || (SELECT json_agg(v)::text FROM mdm_event v)
        || (SELECT json_agg(i)::text FROM mdm_invitation i) AS text`
    expect(rows[0]?.text).not.toContain(mac.serialNumber)
    expect(rows[0]?.text).not.toContain(mac.state.hardware.udid)
    expect(await mac.poll()).toMatchObject({ commands: 0 })
    await mac.close()
  })

  it('makes a device enrolment whose rights follow from whose Mac it is', async () => {
    for (const [ownership, accessRights] of [
      ['company', allAccessRights],
      ['personal', personalMacAccessRights],
    ] as const) {
      const { mac } = await enrollAccountMac(server, { kind: 'adde', ownership })
      expect(await enrollment(mac.state.hardware.udid)).toMatchObject({
        enrollmentType: 'device',
        serialNumber: mac.serialNumber,
        accessRights,
      })
      await mac.close()
    }
  })

  it('writes the account into either profile, and access rights into none of a user enrolment', async () => {
    const byod = mdmPayload(
      (await knock(server, 'byod', { token: (await inviteByAccount(server, { kind: 'byod' })).accessToken }))
        .body,
    )
    expect(byod).toMatchObject({ EnrollmentMode: 'BYOD', AssignedManagedAppleID: account })
    expect(byod).not.toHaveProperty('AccessRights')
    expect(byod.ServerCapabilities).toEqual(['com.apple.mdm.per-user-connections'])
    const adde = mdmPayload(
      (await knock(server, 'adde', { token: (await inviteByAccount(server, { kind: 'adde' })).accessToken }))
        .body,
    )
    expect(adde).toMatchObject({
      EnrollmentMode: 'ADDE',
      AssignedManagedAppleID: account,
      AccessRights: 8179,
    })
  })

  it('lets a Mac that was interrupted fetch its profile again, and what it fetched before is dead', async () => {
    const { accessToken: token, invitationId } = await inviteByAccount(server, { kind: 'byod' })
    const challenges: unknown[] = []
    for (let time = 0; time < 2; time++) {
      const { body } = await knock(server, 'byod', { token })
      const scep = readProfile(body).payloads.find(
        ({ PayloadType }) => PayloadType === 'com.apple.security.scep',
      )
      challenges.push((scep?.PayloadContent as PlistDict | undefined)?.Challenge)
    }
    expect(new Set(challenges).size).toBe(2)
    const [row] = await server.sql<{ openings: number }>`
      SELECT count(*)::int AS openings FROM mdm_invitation WHERE id = ${invitationId}::uuid
        AND challenge_sha256 = encode(sha256(convert_to(${String(challenges[1])}::text, 'UTF8')), 'hex')`
    expect(row?.openings).toBe(1)
  })

  it('leaves nothing half-made behind when a Mac stops after Authenticate and begins again', async () => {
    const { mac, invitation } = await enrollAccountMac(server, { kind: 'byod' })
    const { invitationId, accessToken: token } = invitation
    // As if its first TokenUpdate had never come.
    await server.sql`UPDATE mdm_invitation SET enrolled_at = NULL WHERE id = ${invitationId}::uuid RETURNING 1`
    await server.sql`UPDATE mdm_enrollment SET status = 'authenticated', enrolled_at = NULL
      WHERE id = ${mac.enrollmentId}::text RETURNING 1`
    expect((await knock(server, 'byod', { token })).status).toBe(200)
    expect((await enrollment(mac.enrollmentId))?.status).toBe('checked_out')
    expect(await server.mdm.in(server.sql).invitationState(invitationId)).toBe('opened')
    await expect(mac.poll()).rejects.toMatchObject({ httpStatus: 403 })
    await mac.close()
  })

  it('renews the identity of a user enrolment with a profile for the same account', async () => {
    const { mac } = await enrollAccountMac(server, { kind: 'byod' })
    await server.sql`UPDATE mdm_certificate SET not_after = ${new Date(server.now().getTime() + 5 * 24 * 60 * minute).toISOString()}::text::timestamptz
      WHERE enrollment_id = ${mac.enrollmentId}::text RETURNING 1`
    expect(await server.mdm.renewIdentities()).toBe(1)
    const before = mac.state.identity?.certificatePem
    await mac.poll()
    expect(mac.state.identity?.certificatePem).not.toBe(before)
    expect(mac.state.enrollment?.managedAppleId).toBe(account)
    expect(await enrollment(mac.enrollmentId)).toMatchObject({ status: 'enrolled' })
    await mac.close()
  })
})

describe('a sign-in that is of no use', () => {
  async function refusalFor(kind: 'byod' | 'adde', token: string): Promise<string> {
    const reply = await knock(server, kind, { token })
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toBe(`Bearer method="apple-as-web", url="${signInUrl}/${kind}"`)
    return reply.body.toString().split(':')[0] ?? ''
  }

  it('is answered with where to sign in, why not, and told to the portal once', async () => {
    await takeRefusals()
    const good = await inviteByAccount(server, { kind: 'byod' })
    const altered = `${good.accessToken.startsWith('A') ? 'B' : 'A'}${good.accessToken.slice(1)}`
    expect(await refusalFor('byod', altered)).toBe('token_unknown')
    expect(await refusalFor('byod', 'short')).toBe('token_unknown')
    expect(await refusalFor('adde', good.accessToken)).toBe('token_of_other_kind')
    await server.mdm.in(server.sql).revokeAccountTokens({ invitationId: good.invitationId })
    expect(await refusalFor('byod', good.accessToken)).toBe('token_revoked')
    const used = await enrollAccountMac(server, { kind: 'byod' })
    expect(await refusalFor('byod', used.invitation.accessToken)).toBe('token_used')
    const old = await inviteByAccount(server, { kind: 'byod' })
    server.passTime(31 * minute)
    expect(await refusalFor('byod', old.accessToken)).toBe('token_expired')
    const expected = ['token_unknown', 'token_of_other_kind', 'token_revoked', 'token_used', 'token_expired']
    expect((await takeRefusals()).sort()).toEqual(expected.sort())
    expect(await refusalFor('byod', old.accessToken)).toBe('token_expired')
    expect(await takeRefusals()).toEqual([])
    server.passTime(-31 * minute)
    await used.mac.close()
  })

  it('tells nobody a token, whether it is good or not', async () => {
    const { accessToken } = await inviteByAccount(server, { kind: 'byod' })
    await knock(server, 'byod', { token: accessToken })
    const rows = await server.sql<{ text: string }>`
      SELECT (SELECT json_agg(t)::text FROM mdm_bearer_token t) || (SELECT json_agg(i)::text FROM mdm_invitation i) AS text`
    expect(rows[0]?.text).not.toContain(accessToken)
    expect(JSON.stringify(server.log)).not.toContain(accessToken)
  })
})

describe('machine information', () => {
  const send = async (facts: PlistDict, signingTime?: Date) =>
    knock(server, 'byod', { body: await machineInfo(facts, signingTime ?? server.now()) })

  it('leads to the sign-in, with nothing of it kept', async () => {
    const udid = randomUUID().toUpperCase()
    const reply = await send({ ...machineFacts, UDID: udid, SERIAL: 'ZXSECRET01' })
    expect(reply.status).toBe(401)
    const rows = await server.sql<{ text: string }>`
      SELECT (SELECT json_agg(e)::text FROM mdm_enrollment e) || coalesce((SELECT json_agg(v)::text FROM mdm_event v), '') AS text`
    expect(rows[0]?.text).not.toMatch(new RegExp(`${udid}|ZXSECRET01`))
    expect(JSON.stringify(server.log)).not.toMatch(new RegExp(`${udid}|ZXSECRET01`))
  })

  it.each([
    ['an iPad', { ...machineFacts, PRODUCT: 'iPad14,1' }, 'not_a_mac'],
    ['macOS 13 by its version', { ...machineFacts, OS_VERSION: '13.6.1' }, 'macos_too_old'],
    ['macOS 13 by its build', { LANGUAGE: 'en', PRODUCT: 'Mac14,2', VERSION: '22G313' }, 'macos_too_old'],
    ['no product', { VERSION: '25B78' }, 'malformed_message'],
  ])('of %s is refused for good', async (_what, facts, code) => {
    const reply = await send(facts)
    expect([400, 403]).toContain(reply.status)
    expect(reply.headers['www-authenticate']).toBeUndefined()
    expect(reply.body.toString()).toContain(code)
  })

  it('without OS_VERSION is judged by its build', async () => {
    const reply = await send({ LANGUAGE: 'en', PRODUCT: 'Mac14,2', VERSION: '23A344' })
    expect(reply.status).toBe(401)
  })

  it('of a Mac whose clock is wrong by more than a day, either way, is refused before anybody signs in', async () => {
    const at = (minutes: number) => new Date(server.now().getTime() + minutes * minute)
    for (const [minutes, status] of [
      [-25 * 60, 403],
      [-23 * 60, 401],
      [23 * 60, 401],
      [25 * 60, 403],
    ] as const) {
      const reply = await send(machineFacts, at(minutes))
      expect(reply.status, `${minutes} minutes`).toBe(status)
      expect(reply.body.toString().includes('clock_wrong')).toBe(status === 403)
    }
    const { accessToken: token } = await inviteByAccount(server, { kind: 'byod' })
    const signedLongAgo = await machineInfo(machineFacts, at(-2 * 24 * 60))
    expect((await knock(server, 'byod', { token, body: signedLongAgo })).status).toBe(200)
  })

  it('is taken only whole, signed, and no longer than it can be', async () => {
    const body = await machineInfo()
    const altered = Buffer.from(body)
    altered.writeUInt8(altered.readUInt8(120) ^ 1, 120)
    const replies = [
      await knock(server, 'byod', { body: altered }),
      await knock(server, 'byod', { body: Buffer.from('<plist/>') }),
      await knock(server, 'byod', { body: body.subarray(0, 200) }),
      await knock(server, 'byod', { body: Buffer.alloc(70 * 1024) }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403, 413])
    expect(replies.some(({ headers }) => 'www-authenticate' in headers)).toBe(false)
  })
})

describe('the token on the user channel', () => {
  it('may be missing, but must be right: another, a revoked and an old one are refused, never with 401', async () => {
    const { mac, invitation } = await enrollAccountMac(server, {
      kind: 'byod',
      behaviours: { userChannel: true },
    })
    expect(await enrollment(`${mac.enrollmentId}:${mac.state.enrollment?.enrollmentUserId}`)).toMatchObject({
      channel: 'user',
      status: 'enrolled',
    })
    const other = await enrollAccountMac(server, { kind: 'byod' })
    const tokens = mac.state.enrollment
    const pollWith = async (accessToken: string | null): Promise<number> => {
      if (tokens) tokens.tokens = accessToken === null ? null : { accessToken, refreshToken: null }
      try {
        await mac.poll('user')
        return 200
      } catch (error) {
        return (error as { httpStatus: number }).httpStatus
      }
    }
    expect(await pollWith(invitation.accessToken)).toBe(200)
    expect(await pollWith(null)).toBe(200)
    expect(await pollWith('x'.repeat(43))).toBe(403)
    expect(await pollWith(other.invitation.accessToken)).toBe(403)
    await server.mdm.in(server.sql).revokeAccountTokens({ invitationId: invitation.invitationId })
    expect(await pollWith(invitation.accessToken)).toBe(403)
    expect(await mac.poll('device')).toMatchObject({ commands: 0 })
    await mac.close()
    await other.mac.close()
  })
})

describe('revokeAccountTokens', () => {
  it('ends all that a person has begun, and lets what is enrolled be', async () => {
    const personId = randomUUID()
    const enrolled = await enrollAccountMac(server, { kind: 'adde', personId })
    const begun = await inviteByAccount(server, { kind: 'byod', personId })
    const link = await server.invite('company', personId)
    expect(await server.mdm.in(server.sql).revokeAccountTokens({ personId })).toBe(2)
    expect((await knock(server, 'byod', { token: begun.accessToken })).status).toBe(401)
    expect((await fetch(link.url)).status).toBe(410)
    expect((await enrollment(enrolled.mac.enrollmentId))?.status).toBe('enrolled')
    expect(await server.mdm.in(server.sql).revokeAccountTokens({ personId: "' OR true --" })).toBe(0)
    await enrolled.mac.close()
  })
})

it('reads what it wrote: the profile is signed and a property list', async () => {
  const { accessToken: token } = await inviteByAccount(server, { kind: 'adde', ownership: 'company' })
  const reply = await knock(server, 'adde', { token })
  expect(reply.headers['content-type']).toBe('application/x-apple-aspen-config')
  expect(reply.headers['cache-control']).toBe('no-store')
  const { contentBase64 } = readProfile(reply.body).installed
  expect(decodePlist(Buffer.from(contentBase64, 'base64'))).toMatchObject({ PayloadType: 'Configuration' })
})
