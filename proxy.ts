import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '#lib/auth/content-security-policy.ts'
import { isForeignOrigin } from '#lib/auth/is-foreign-origin.ts'
import { isMacWindow } from '#lib/auth/is-mac-window.ts'
import { isReadableAddress } from '#lib/auth/is-readable-address.ts'
import { isStrangeHost } from '#lib/auth/is-strange-host.ts'
import { requestedPathHeader } from '#lib/auth/requested-path-header.ts'
import { securityHeaders } from '#lib/auth/security-headers.ts'
import { env } from '#lib/server/env.ts'

/**
 * In front of every page and route that Next answers: a nonce and the headers that confine a page, and no writes
 * from another site's pages. Who may see or do something is checked behind it, never here.
 */
export function proxy(request: NextRequest): Response {
  const { ZELF_PUBLIC_URL: publicUrl, OIDC_ISSUER, NODE_ENV, HOST, demo } = env()
  const https = publicUrl?.startsWith('https:') ?? false
  const headers = new Headers(request.headers)
  const origin = headers.get('origin')
  if (isForeignOrigin({ method: request.method, origin, host: headers.get('host'), publicUrl })) {
    return new Response('This request came from another site.\n', {
      status: 403,
      headers: securityHeaders({ https }),
    })
  }
  if (isStrangeHost({ host: headers.get('host'), demo, listensOn: HOST })) {
    return new Response('This demo has another address.\n', {
      status: 421,
      headers: securityHeaders({ https }),
    })
  }
  if (!isReadableAddress(request.url)) {
    return new Response('There is no such address.\n', { status: 400, headers: securityHeaders({ https }) })
  }
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy({
    nonce,
    development: NODE_ENV === 'development',
    https,
    formTargets: OIDC_ISSUER ? [new URL(OIDC_ISSUER).origin] : [],
    inMacWindow: isMacWindow(request.nextUrl),
  })
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set(requestedPathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  // Next compares a server action's Origin with this; behind a reverse proxy only the public address fits it.
  if (publicUrl && origin === new URL(publicUrl).origin)
    headers.set('x-forwarded-host', new URL(publicUrl).host)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of Object.entries(securityHeaders({ https }))) response.headers.set(name, value)
  return response
}

// Next keeps only the first 10 MB of a body for what stands behind a proxy, so uploads do not pass through here: the
// route checks the origin itself. Pictures that people bring have a stricter policy of their own.
export const config = { matcher: ['/((?!_next/static/|api/packages$|api/apps/[^/]+/icon$).*)'] }
