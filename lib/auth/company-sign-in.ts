import NextAuth, { type NextAuthConfig } from 'next-auth'
import { env } from '#lib/server/env.ts'
import { log } from '#lib/server/log.ts'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { type CompanyClaims, readCompanyClaims } from './company-claims.ts'
import { endSession } from './end-session.ts'
import { verifiedIdTokenClaims } from './id-token-signature.ts'
import { sessionAdapter } from './session-adapter.ts'
import { sessionCookie } from './session-cookie.ts'
import { newSessionToken } from './session-token.ts'
import { type SignInRefusal, signInRefusal } from './sign-in-refusal.ts'

/** Lets a person in or says why not (a code for the sign-in page). Makes the person and the identity where needed. */
export type AdmitPerson = (
  claims: CompanyClaims,
) => Promise<{ admitted: true } | ({ admitted: false } & SignInRefusal)>

type Handler = (request: Request) => Promise<Response>

const basePath = '/api/auth'
const provider = 'company'

function configuration(admit: AdmitPerson, issuer: string, userAgent: string | null): NextAuthConfig {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_GROUPS_CLAIM, ZELF_SESSION_MAX_MINUTES } = env()
  const { publicUrl, sessionKey } = runtime()
  const secure = publicUrl.startsWith('https:')
  return {
    basePath,
    trustHost: true,
    secret: sessionKey,
    useSecureCookies: secure,
    adapter: sessionAdapter(issuer, userAgent),
    session: {
      strategy: 'database',
      maxAge: ZELF_SESSION_MAX_MINUTES * 60,
      generateSessionToken: newSessionToken,
    },
    cookies: { sessionToken: sessionCookie(publicUrl) },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: {
      error: (error) => log.warn({ err: error }, 'a sign-in failed'),
      warn: (code) => log.warn({ code }, 'next-auth warns'),
      debug: () => undefined,
    },
    providers: [
      {
        id: provider,
        name: OIDC_NAME,
        type: 'oidc',
        issuer,
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        checks: ['pkce', 'state', 'nonce'],
        // Claims come from userinfo too, for providers that put groups or e-mail only there.
        idToken: false,
        profile: (claims) => ({ id: claims.sub, email: claims.email, name: claims.name }),
      },
    ],
    callbacks: {
      async signIn({ account, profile }) {
        const signed = await verifiedIdTokenClaims(account?.id_token ?? '', issuer)
        const claims = { ...profile, ...signed }
        const answer = await admit(readCompanyClaims(claims, issuer, OIDC_GROUPS_CLAIM))
        return answer.admitted || signInRefusal(answer)
      },
    },
  }
}

function cookiesWithout(header: string | null, name: string): { rest: string; removed: string | undefined } {
  const parts = (header ?? '').split(/;\s*/).filter(Boolean)
  const own = parts.find((part) => part.startsWith(`${name}=`))
  return { rest: parts.filter((part) => part !== own).join('; '), removed: own?.slice(name.length + 1) }
}

/** Whether somebody is signed in with this answer. */
export function startsSession(answer: Response): boolean {
  const { name } = sessionCookie(runtime().publicUrl)
  return answer.headers.getSetCookie().some((line) => line.startsWith(`${name}=`))
}

export interface StartedSignIn {
  /** At the identity provider. */
  url: string
  /** Set-Cookie headers to send along: state, nonce, and PKCE verifier, sealed. */
  setCookies: string[]
}

export interface CompanySignIn {
  /** Begins: where to send the browser. to: the path to come back to. */
  start(to: string): Promise<StartedSignIn>
  /** Answers GET /api/auth/callback/company. */
  finish(request: Request): Promise<Response>
}

/**
 * Sign-in at the company's identity provider: OpenID Connect, authorization code with PKCE, state and nonce.
 * The only file that knows next-auth's flow. Addresses come from the public URL, never from the request's Host.
 */
export function companySignIn(admit: AdmitPerson): CompanySignIn | null {
  const issuer = env().OIDC_ISSUER
  if (!issuer) return null
  const { publicUrl } = runtime()
  const { handlers } = NextAuth((request) =>
    configuration(admit, issuer, request?.headers.get('user-agent') ?? null),
  )
  // A plain Request, for NextRequest turns 127.0.0.1 into localhost, and the provider minds.
  const get = handlers.GET as Handler
  const post = handlers.POST as Handler
  const address = (path: string) => new URL(`${basePath}/${path}`, publicUrl)
  return {
    async start(to) {
      const csrf = await get(new Request(address('csrf')))
      const { csrfToken } = (await csrf.json()) as { csrfToken: string }
      const csrfCookies = csrf.headers.getSetCookie().map((line) => line.split(';')[0])
      const body = new URLSearchParams({ csrfToken, callbackUrl: new URL(to, publicUrl).href })
      const headers = { cookie: csrfCookies.join('; '), 'x-auth-return-redirect': '1' }
      const answer = await post(new Request(address(`signin/${provider}`), { method: 'POST', headers, body }))
      const { url } = (await answer.json()) as { url: string }
      return { url, setCookies: answer.headers.getSetCookie() }
    },
    async finish(request) {
      const { name } = sessionCookie(publicUrl)
      const { rest, removed } = cookiesWithout(request.headers.get('cookie'), name)
      const headers = new Headers({ cookie: rest, 'user-agent': request.headers.get('user-agent') ?? '' })
      const url = address(`callback/${provider}`)
      url.search = new URL(request.url).search
      const answer = await get(new Request(url, { headers }))
      if (startsSession(answer) && removed) await prisma().$transaction((tx) => endSession(tx, removed))
      return answer
    },
  }
}
