import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountClientId, codeRedirect } from '#lib/mdm/protocol/account-sign-in.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { account, knock, startDiscovery } from '../support/account-mac.ts'
import { quickBehaviours, startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm({
    accountSignIn: async (kind) => ({
      method: 'apple-oauth2',
      authorizationUrl: `https://pages.example/enroll/account/${kind}`,
      tokenUrl: `${server.url}/mdm/account/token`,
    }),
  })
})
afterAll(() => server.stop())

/** What the portal does when somebody confirms on its page. */
async function makeCode(): Promise<{ code: string; invitationId: string }> {
  return server.mdm.in(server.sql).inviteByAccountCode({
    personId: randomUUID(),
    ownership: 'personal',
    enrollmentType: 'user',
    managedAppleId: account,
  })
}

interface Answer {
  status: number
  body: {
    access_token: string
    refresh_token: string
    error?: string
    expires_in?: number
    token_type?: string
  }
}

async function ask(form: Record<string, string> | [string, string][]): Promise<Answer> {
  const reply = await fetch(`${server.url}/mdm/account/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  expect(reply.headers.get('www-authenticate')).toBeNull()
  return { status: reply.status, body: (await reply.json()) as Answer['body'] }
}

const client = { client_id: accountClientId }
const trade = (code: string, other: Record<string, string> = {}) =>
  ask({ grant_type: 'authorization_code', code, redirect_uri: codeRedirect, ...client, ...other })
const refresh = (token: string) => ask({ grant_type: 'refresh_token', refresh_token: token, ...client })

describe('signing in by OAuth 2', () => {
  it('takes a Mac from the challenge over a code and a token to enrolled', async () => {
    const mac = await SimulatedMac.create({
      seed: randomUUID(),
      pushServiceUrl: null,
      behaviours: quickBehaviours,
    })
    const discovery = await startDiscovery(server, 'byod')
    const opened: URL[] = []
    await mac.enrollByAccount({
      account,
      server: discovery.url,
      webView: async (address) => {
        const url = new URL(address)
        opened.push(url)
        const { code } = await makeCode()
        return `${codeRedirect}?${new URLSearchParams({ code, state: url.searchParams.get('state') ?? '' })}`
      },
    })
    expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toMatchObject({
      response_type: 'code',
      client_id: accountClientId,
      redirect_uri: codeRedirect,
      login_hint: account,
    })
    expect(mac.state.enrollment?.tokens?.refreshToken).toMatch(/^[\w-]{43}$/)
    expect(await server.mdm.in(server.sql).enrollment(mac.enrollmentId)).toMatchObject({ status: 'enrolled' })
    await discovery.stop()
    await mac.close()
  })

  it('gives tokens for a code once, and ends all of them when it comes twice', async () => {
    const { code } = await makeCode()
    const first = await trade(code)
    expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'enrollment' } })
    expect((await knock(server, 'byod', { token: first.body.access_token })).status).toBe(200)
    expect(await trade(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await knock(server, 'byod', { token: first.body.access_token })).status).toBe(401)
    expect(await refresh(first.body.refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } })
  })

  it('takes a code for a minute only', async () => {
    const { code } = await makeCode()
    server.passTime(61_000)
    expect(await trade(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    server.passTime(-61_000)
  })

  it.each([
    [
      'another redirect address',
      { redirect_uri: 'apple-remotemanagement-user-login:/oauth2/redirection/' },
      'invalid_grant',
    ],
    ['another client', { client_id: 'evil' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no redirect address', { redirect_uri: '' }, 'invalid_request'],
  ])('gives nothing for %s, and the code is as good as before', async (_what, other, error) => {
    const { code } = await makeCode()
    expect(await trade(code, other)).toMatchObject({ status: 400, body: { error } })
    expect(await trade(code)).toMatchObject({ status: 200 })
  })

  it('takes no parameter twice, and neither a code nor a refresh token for what it is not', async () => {
    const { code } = await makeCode()
    const fields = { grant_type: 'authorization_code', redirect_uri: codeRedirect, ...client }
    expect(await ask([...Object.entries(fields), ['code', 'x'], ['code', code]])).toMatchObject({
      body: { error: 'invalid_request' },
    })
    expect((await knock(server, 'byod', { token: code })).body.toString()).toMatch(/^token_unknown/)
    expect(await refresh(code)).toMatchObject({ body: { error: 'invalid_grant' } })
    const { body } = await trade(code)
    expect((await knock(server, 'byod', { token: body.refresh_token })).status).toBe(401)
    expect(await refresh(body.access_token)).toMatchObject({ body: { error: 'invalid_grant' } })
  })

  it('renews by a refresh token once, and ends everything when it comes twice', async () => {
    const { code, invitationId } = await makeCode()
    const first = await trade(code)
    const second = await refresh(first.body.refresh_token)
    expect(second.status).toBe(200)
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token)
    expect(await refresh(first.body.refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } })
    expect(await refresh(second.body.refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } })
    const told: unknown[] = []
    await server.mdm.takeEvents(async (event, clear) => {
      if (event.data.invitationId === invitationId) told.push(event.data.reason)
      await clear(server.sql)
    })
    expect(told).toEqual(['token_replayed', 'token_revoked'])
  })

  it('keeps digests only', async () => {
    const { code } = await makeCode()
    const { body } = await trade(code)
    const rows = await server.sql<{ text: string }>`SELECT json_agg(t)::text AS text FROM mdm_bearer_token t`
    for (const secret of [code, body.access_token, body.refresh_token])
      expect(rows[0]?.text).not.toContain(secret)
  })
})
