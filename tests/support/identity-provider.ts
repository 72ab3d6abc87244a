import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface ProviderAccount {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
  [claim: string]: unknown
}

export interface TestIdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  redirectUri: string
  /** Who signs in next. */
  account: ProviderAccount
  /** Changes the next ID token on its way: header and claims, before it is put together again, under the old signature. */
  tamper: ((token: { header: Record<string, unknown>; claims: Record<string, unknown> }) => void) | null
  stop(): Promise<void>
}

function decodePart(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
}

function encodePart(part: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function tampered(body: string, tamper: NonNullable<TestIdentityProvider['tamper']>): string {
  const answer: { id_token?: string } = JSON.parse(body)
  const [header = '', claims = '', signature = ''] = (answer.id_token ?? '').split('.')
  const token = { header: decodePart(header), claims: decodePart(claims) }
  tamper(token)
  const parts = [
    encodePart(token.header),
    encodePart(token.claims),
    token.header.alg === 'none' ? '' : signature,
  ]
  return JSON.stringify({ ...answer, id_token: parts.join('.') })
}

/** Lets the end of the answer pass through the tampering, where some was asked for. */
function interceptAnswer(
  response: ServerResponse,
  tamper: NonNullable<TestIdentityProvider['tamper']>,
): void {
  const end = response.end.bind(response)
  response.end = ((chunk: unknown) => {
    const body = tampered(String(chunk), tamper)
    response.setHeader('content-length', Buffer.byteLength(body))
    return end(body)
  }) as typeof response.end
}

function createProvider(issuer: string, current: TestIdentityProvider): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return new Provider(issuer, {
    clients: [
      {
        client_id: current.clientId,
        client_secret: current.clientSecret,
        redirect_uris: [current.redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['test'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    features: { devInteractions: { enabled: false } },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'groups', 'role', 'isAdmin'],
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => current.account }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(context) {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  })
}

/** The npm package oidc-provider on loopback, with a login page that nobody needs to look at. */
export async function startIdentityProvider(
  portalUrl = 'http://127.0.0.1:3000',
): Promise<TestIdentityProvider> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end()
  }
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const current: TestIdentityProvider = {
    issuer,
    clientId: 'zelf',
    clientSecret: 'a secret of this test only',
    redirectUri: `${portalUrl}/api/auth/callback/company`,
    account: { sub: 'nobody' },
    tamper: null,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  const provider = createProvider(issuer, current)
  const callback = provider.callback()
  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      provider.interactionFinished(request, response, { login: { accountId: current.account.sub } })
      return
    }
    if (request.url?.startsWith('/token') && current.tamper) interceptAnswer(response, current.tamper)
    callback(request, response)
  }
  return current
}
