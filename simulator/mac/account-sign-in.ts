import { randomUUID } from 'node:crypto'
import { MacError } from './mac-error.ts'
import type { Machine } from './machine.ts'
import { requireSecureUrl } from './require-secure-url.ts'

/** Opens an address in a window and gives back the one with the Mac's own scheme that it ends at. */
export type WebView = (address: string) => Promise<string>

/** What the server gave; the refresh token only by OAuth 2. */
export type AccountTokens = { accessToken: string; refreshToken: string | null }

const refuse = (message: string): MacError => new MacError('refused', message)

function readChallenge(header: string | undefined): Map<string, string> {
  if (!header?.startsWith('Bearer '))
    throw refuse('The server asks for no sign-in: the enrolment is cancelled')
  const pairs = header.slice('Bearer '.length).matchAll(/([a-z-]+)="([^"]*)"/g)
  return new Map([...pairs].map(([, name = '', value = '']) => [name, value]))
}

function required(parameters: Map<string, string> | URLSearchParams, name: string): string {
  const value = parameters.get(name)
  if (!value) throw refuse(`The sign-in came back without ${name}`)
  return value
}

/** An address as the Mac opens it, whatever stands in its query already. */
function withQuery(address: string, fields: Record<string, string>): string {
  const url = requireSecureUrl(address, 'The address of the sign-in')
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}

async function signInOnPage(url: string, account: string, webView: WebView): Promise<AccountTokens> {
  const end = await webView(withQuery(url, { 'user-identifier': account }))
  if (!end.startsWith('apple-remotemanagement-user-login://authentication-results?')) {
    throw refuse('The sign-in ended at another address than a Mac listens to')
  }
  return { accessToken: required(new URL(end).searchParams, 'access-token'), refreshToken: null }
}

async function askForTokens(
  machine: Machine,
  url: string,
  form: Record<string, string>,
): Promise<AccountTokens> {
  const reply = await machine.http.send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(String(new URLSearchParams(form))),
    signal: machine.signal,
  })
  const words = reply.body.toString('utf8')
  if (reply.status !== 200) throw refuse(`No token was given: ${words}`)
  const grant: { access_token?: string; refresh_token?: string } = JSON.parse(words)
  if (!grant.access_token) throw refuse('The answer holds no token')
  return { accessToken: grant.access_token, refreshToken: grant.refresh_token ?? null }
}

async function signInByCode(
  machine: Machine,
  challenge: Map<string, string>,
  account: string,
  webView: WebView,
): Promise<AccountTokens> {
  const redirectUri = required(challenge, 'redirect-url')
  const clientId = required(challenge, 'client-id')
  const state = randomUUID()
  const address = withQuery(required(challenge, 'authorization-url'), {
    ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state },
    login_hint: account,
  })
  const end = await webView(address)
  if (!end.startsWith(`${redirectUri}?`))
    throw refuse('The sign-in ended at another address than was asked for')
  const query = new URLSearchParams(end.slice(redirectUri.length + 1))
  if (query.get('state') !== state) throw refuse('The sign-in came back with the state of another one')
  const form = { grant_type: 'authorization_code', code: required(query, 'code') }
  const tokenUrl = requireSecureUrl(required(challenge, 'token-url'), 'token-url').href
  return await askForTokens(machine, tokenUrl, { ...form, redirect_uri: redirectUri, client_id: clientId })
}

/** Lets the person sign in as the header of a 401 says, in either of Apple's two forms. */
export async function signInByAccount(
  machine: Machine,
  header: string | undefined,
  account: string,
  webView: WebView,
): Promise<AccountTokens> {
  const challenge = readChallenge(header)
  const method = challenge.get('method')
  if (method === 'apple-as-web') return await signInOnPage(required(challenge, 'url'), account, webView)
  if (method === 'apple-oauth2') return await signInByCode(machine, challenge, account, webView)
  throw refuse(`The server asks for a way to sign in that this Mac does not know: ${method}`)
}
