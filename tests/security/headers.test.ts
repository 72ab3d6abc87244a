import { NextRequest } from 'next/server.js'
import { describe, expect, it, vi } from 'vitest'
import { contentSecurityPolicy } from '#lib/auth/content-security-policy.ts'
import { proxy } from '../../proxy.ts'

vi.hoisted(() => {
  Object.assign(process.env, {
    ZELF_PUBLIC_URL: 'https://zelf.example.com',
    OIDC_ISSUER: 'https://login.example.com/tenant',
    OIDC_CLIENT_ID: 'zelf',
    OIDC_CLIENT_SECRET: 'a secret of this test only',
    NODE_ENV: 'production',
  })
})

function ask(init: { method?: string; headers?: Record<string, string> } = {}, path = '/apps?q=1'): Response {
  return proxy(new NextRequest(`https://zelf.example.com${path}`, init))
}

/** What the page behind the proxy gets of a header. */
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`)

function policyOf(response: Response): Map<string, string> {
  const policy = response.headers.get('content-security-policy') ?? ''
  return new Map(
    policy.split('; ').map((directive): [string, string] => {
      const [name = '', ...values] = directive.split(' ')
      return [name, values.join(' ')]
    }),
  )
}

describe('a page', () => {
  it('runs no script without the nonce of this one request', () => {
    const first = policyOf(ask()).get('script-src') ?? ''
    const second = policyOf(ask()).get('script-src') ?? ''
    expect(first).toMatch(/^'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'$/)
    expect(first).not.toBe(second)
  })

  it('cannot be framed, given another base, or load plug-ins', () => {
    const policy = policyOf(ask())
    expect(policy.get('frame-ancestors')).toBe("'none'")
    expect(policy.get('base-uri')).toBe("'none'")
    expect(policy.get('object-src')).toBe("'none'")
    expect(ask().headers.get('x-frame-options')).toBe('DENY')
  })

  it('sends forms here and to the identity provider, and data here only', () => {
    expect(policyOf(ask()).get('form-action')).toBe("'self' https://login.example.com")
    expect(policyOf(ask()).get('connect-src')).toBe("'self'")
  })

  const account = '/enroll/account/byod?user-identifier=a%40example.com'

  it.each([account, `/sign-in?to=${encodeURIComponent(account)}`])(
    'sends a form to the Mac that waits from its own window: %s',
    (path) => {
      expect(policyOf(ask({}, path)).get('form-action')).toBe(
        "'self' apple-remotemanagement-user-login: https://login.example.com",
      )
    },
  )

  it.each(['/enroll', '/enroll?to=/enroll/account/byod', '/sign-in', '/sign-in?to=/apps', '/api/events'])(
    'and from no other page: %s',
    (path) => {
      expect(policyOf(ask({}, path)).get('form-action')).not.toContain('apple-')
    },
  )

  it('keeps to itself where it is, what it is and what the browser can do', () => {
    expect(Object.fromEntries(ask().headers)).toMatchObject({
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
    })
  })

  it('is told its own address, whatever the browser says it is', () => {
    const response = ask({ headers: { 'x-zelf-path': 'https://evil.example/' } })
    expect(passedOn(response, 'x-zelf-path')).toBe('/apps?q=1')
  })
})

it('allows eval in development only', () => {
  const policy = (development: boolean) =>
    contentSecurityPolicy({ nonce: 'n', development, https: false, formTargets: [], inMacWindow: false })
  expect(policy(true)).toContain("'unsafe-eval'")
  expect(policy(false)).not.toContain('unsafe-eval')
  expect(policy(false)).not.toMatch(/script-src[^;]*unsafe-inline/)
})

describe('promise 14: the window in which a Mac waits for a sign-in', () => {
  const page = '/enroll/account/adde?user-identifier=a%40example.com'
  const confirm = '/enroll/account/adde/confirm'

  it('is framed by nobody, and runs no script but ours', () => {
    const answer = ask({}, page)
    expect(policyOf(answer).get('frame-ancestors')).toBe("'none'")
    expect(policyOf(answer).get('script-src')).not.toContain('unsafe-inline')
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
  })

  it.each(['https://evil.example', 'https://login.example.com', 'https://www.zelf.example.com', 'null'])(
    'takes no confirmation, and so gives no token, from a page of %s',
    (origin) => {
      expect(ask({ method: 'POST', headers: { origin, host: 'zelf.example.com' } }, confirm).status).toBe(403)
    },
  )

  it('takes one from itself, and none that is no form of its own: a link does nothing', async () => {
    const own = { origin: 'https://zelf.example.com', host: 'zelf.example.com' }
    expect(ask({ method: 'POST', headers: own }, confirm).status).toBe(200)
    const route = await import('#app/enroll/account/[kind]/confirm/route.ts')
    expect(Object.keys(route).filter((name) => /^[A-Z]+$/.test(name))).toEqual(['POST'])
  })
})

describe('a write', () => {
  const write = (headers: Record<string, string>) => ask({ method: 'POST', headers })

  it.each([
    'https://evil.example',
    'http://zelf.example.com',
    'https://zelf.example.com.evil.example',
    'null',
    'junk',
  ])('is refused from a page of %s', (origin) => {
    const response = write({ origin, host: 'zelf.example.com:3000' })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('passes from our own pages, also behind a reverse proxy with another Host', () => {
    const response = write({ origin: 'https://zelf.example.com', host: '10.0.0.7:3000' })
    expect(response.status).toBe(200)
    expect(passedOn(response, 'x-forwarded-host')).toBe('zelf.example.com')
  })

  it('passes from callers that are no browsers', () => {
    expect(write({ host: 'zelf.example.com' }).status).toBe(200)
  })
})
