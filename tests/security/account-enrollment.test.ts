import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSignInChallenge } from '#lib/mdm/protocol/account-sign-in.ts'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { makeTemporaryCertificate, signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity } from '#simulator/mac/scep-client.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'
import { type Signer, signData } from '#simulator/pki/sign-data.ts'
import {
  enrollAccountMac,
  inviteByAccount,
  knock,
  machineFacts,
  machineInfo,
} from '#tests/mdm/support/account-mac.ts'
import { startTestMdm, type TestMdm } from '#tests/mdm/support/start-test-mdm.ts'

let server: TestMdm
const http = createHttpClient()
beforeAll(async () => {
  server = await startTestMdm({
    accountSignIn: async (kind) => ({ method: 'apple-as-web', url: `https://pages.example/${kind}` }),
  })
})
afterAll(async () => {
  http.close()
  await server.stop()
})

/** The SCEP part of the profile that a token fetches. */
async function fetchScep(token: string) {
  const { status, body } = await knock(server, 'byod', { token })
  expect(status).toBe(200)
  return readEnrollmentProfile(readProfile(body), hardwareFrom('x'), 'x').scep
}

async function say(signer: Signer, words: PlistDict, headers: Record<string, string> = {}): Promise<number> {
  const body = encodePlist(words)
  const reply = await http.send(`${server.url}/mdm/checkin`, {
    method: 'PUT',
    body,
    headers: {
      'content-type': 'application/x-apple-aspen-mdm-checkin',
      'mdm-signature': signData(body, signer, { detached: true }).toString('base64'),
      ...headers,
    },
  })
  return reply.status
}

const authenticate = (EnrollmentID: string): PlistDict => ({
  MessageType: 'Authenticate',
  EnrollmentID,
  Topic: 'com.apple.mgmt.x',
  DeviceName: 'Mac',
  Model: 'Mac16,1',
  ModelName: 'MacBook Pro',
})

describe('promise 1: a Mac that enrolled by an account is who its certificate says', () => {
  it('and not who its token says: another’s enrolment stays closed, however good the token is', async () => {
    const mine = await enrollAccountMac(server, { kind: 'byod' })
    const theirs = await enrollAccountMac(server, { kind: 'byod' })
    const { identity } = theirs.mac.state
    if (!identity) throw new Error('no identity')
    const headers = { authorization: `Bearer ${mine.invitation.accessToken}` }
    const words = { MessageType: 'CheckOut', EnrollmentID: mine.mac.enrollmentId, Topic: 'com.apple.mgmt.x' }
    expect(await say(signerFrom(identity), words, headers)).toBe(403)
    const unsigned = await mine.mac.put('/mdm/checkin', encodePlist(words), {
      'content-type': 'application/x-apple-aspen-mdm-checkin',
      ...headers,
    })
    expect(unsigned.status).toBe(403)
    expect(await mine.mac.poll()).toMatchObject({ commands: 0 })
    await mine.mac.close()
    await theirs.mac.close()
  })

  it('and a certificate for a user enrolment enrols no whole Mac', async () => {
    const { accessToken } = await inviteByAccount(server, { kind: 'byod' })
    const signer = signerFrom(await obtainScepIdentity(http, await fetchScep(accessToken)))
    const udid = randomUUID().toUpperCase()
    const { EnrollmentID: _, ...words } = authenticate('x')
    expect(await say(signer, { ...words, UDID: udid })).toBe(403)
    expect(await server.mdm.in(server.sql).enrollment(udid)).toBeNull()
  })
})

describe('promise 2: the identity is bound to one sign-in of one person', () => {
  it('its challenge is single-use, and dead once the profile is fetched anew', async () => {
    const { accessToken } = await inviteByAccount(server, { kind: 'byod' })
    const [first, second] = [await fetchScep(accessToken), await fetchScep(accessToken)]
    await expect(obtainScepIdentity(http, first)).rejects.toMatchObject({ code: 'scep-failed' })
    await obtainScepIdentity(http, second)
    await expect(obtainScepIdentity(http, second)).rejects.toMatchObject({ code: 'scep-failed' })
  })

  it('its challenge is dead after 15 minutes, though the sign-in fetches another one until half an hour is over', async () => {
    const { accessToken } = await inviteByAccount(server, { kind: 'adde' })
    const fetchAdde = async () => {
      const { body } = await knock(server, 'adde', { token: accessToken })
      return readEnrollmentProfile(readProfile(body), hardwareFrom('x'), 'x').scep
    }
    const first = await fetchAdde()
    server.passTime(15 * 60_000 + 1)
    await expect(obtainScepIdentity(http, first)).rejects.toMatchObject({ code: 'scep-failed' })
    const second = await fetchAdde()
    server.passTime(15 * 60_000 + 1)
    await expect(obtainScepIdentity(http, second)).rejects.toMatchObject({ code: 'scep-failed' })
    expect((await knock(server, 'adde', { token: accessToken })).status).toBe(401)
    server.passTime(-30 * 60_000 - 2)
  })

  it('what was fetched before the sign-in was ended gets no identity, and none that was issued is believed', async () => {
    const begun = await inviteByAccount(server, { kind: 'byod' })
    const late = await fetchScep(begun.accessToken)
    const issued = await inviteByAccount(server, { kind: 'byod' })
    const signer = signerFrom(await obtainScepIdentity(http, await fetchScep(issued.accessToken)))
    const operations = server.mdm.in(server.sql)
    for (const { invitationId } of [begun, issued]) await operations.revokeAccountTokens({ invitationId })
    await expect(obtainScepIdentity(http, late)).rejects.toMatchObject({ code: 'scep-failed' })
    const id = randomUUID().toUpperCase()
    expect(await say(signer, authenticate(id))).toBe(403)
    expect(await operations.enrollment(id)).toBeNull()
  })

  it('names the person who signed in, whatever the Mac says', async () => {
    const personId = randomUUID()
    const { mac, invitation } = await enrollAccountMac(server, { kind: 'adde', personId })
    const [row] = await server.sql<{ personId: string; subject: string }>`
      SELECT i.person_id::text AS "personId", c.subject FROM mdm_certificate c
      JOIN mdm_invitation i ON i.id = c.invitation_id WHERE c.enrollment_id = ${mac.enrollmentId}::text`
    expect(row).toEqual({ personId, subject: `CN=${invitation.invitationId}` })
    await mac.close()
  })
})

describe('401 is said before there is an enrolment, and never after', () => {
  it('only at the doors of account-driven enrolment', async () => {
    const token = 'x'.repeat(43)
    const body = await machineInfo()
    for (const path of [
      'command',
      'checkin',
      'scep',
      'enroll/xxxxxxxxxxxxxxxx',
      'account',
      'account/token',
      'account/byod/x',
    ]) {
      for (const method of ['GET', 'POST', 'PUT']) {
        const reply = await http.send(`${server.url}/mdm/${path}`, {
          method,
          headers: { authorization: `Bearer ${token}` },
          ...(method !== 'GET' && { body }),
        })
        expect(reply.status, `${method} ${path}`).not.toBe(401)
        expect(reply.headers).not.toHaveProperty('www-authenticate')
      }
    }
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const reply = await http.send(`${server.url}/mdm/account/byod`, { method })
      expect(reply.status, method).toBe(405)
    }
  })

  it('and a Mac that leads one to believe anything about its user is not believed', async () => {
    for (const facts of [
      { ...machineFacts, UDID: "'; DROP TABLE person; --", SERIAL: '<script>' },
      { ...machineFacts, LANGUAGE: '"><img src=x>\u0000\u202e', PRODUCT: 'Mac16,1' },
    ]) {
      const reply = await knock(server, 'adde', { body: await machineInfo(facts) })
      expect([400, 401]).toContain(reply.status)
      expect(reply.body.toString()).not.toMatch(/script|DROP|img/)
    }
  })

  it('and no address breaks out of the header that leads to the sign-in', () => {
    for (const url of [
      'https://x.example/"',
      'https://x.example/\r\nSet-Cookie: a=b',
      'https://x.example/ b',
    ]) {
      expect(() => buildSignInChallenge({ method: 'apple-as-web', url })).toThrow(RangeError)
    }
  })
})

describe('promise 5: a stranger’s body costs little', () => {
  it('a property list that grows, one that nests, and one without an end are refused', async () => {
    const bomb =
      '<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><dict><key>PRODUCT</key><string>&a;</string></dict></plist>'
    const deep = `<plist>${'<array>'.repeat(5000)}${'</array>'.repeat(5000)}</plist>`
    const key = await generateRsaKey()
    const signer = { privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'x') }
    for (const text of [bomb, deep.slice(0, 60_000), '<plist><dict>']) {
      const reply = await knock(server, 'byod', { body: signData(Buffer.from(text), signer) })
      expect([400, 413]).toContain(reply.status)
    }
  })
})
