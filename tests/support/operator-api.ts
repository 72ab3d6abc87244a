import path from 'node:path'
import { systemActor } from '#lib/auth/actor.ts'
import { type ApiScope, apiScopes } from '#lib/auth/api-scopes.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { findRoutes } from '#tests/e2e/security/find-doors.ts'

export interface ApiAnswer {
  status: number
  headers: Headers
  // Whatever JSON says.
  body: Record<string, unknown>
  text: string
}

export interface ApiQuestion {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string> | undefined> },
) => Promise<Response>

/** A token with these scopes, or with all. */
export async function makeToken(
  scopes: readonly ApiScope[] = apiScopes,
  expiresInDays: number | null = 30,
): Promise<{ id: string; token: string }> {
  return createToken(systemActor('test'), { name: 'Test token', scopes: [...scopes], expiresInDays })
}

function findRoute(pathname: string): { file: string; params: Record<string, string> | undefined } {
  const routes = findRoutes().filter((route) => route.startsWith('/api/v1/') && !route.includes('...'))
  for (const route of routes) {
    const match = new RegExp(`^${route.replace('[id]', '(?<id>[^/]+)')}$`).exec(pathname)
    const params = match?.groups && { ...match.groups }
    if (match) return { file: path.resolve('app', route.slice(1), 'route.ts'), params }
  }
  throw new Error(`the API has no ${pathname}`)
}

/** Asks the operator API as a program would, without a web server in between. */
export async function askApi(
  method: string,
  address: string,
  question: ApiQuestion = {},
): Promise<ApiAnswer> {
  const url = new URL(`/api/v1${address}`, 'http://127.0.0.1:3000')
  const { file, params } = findRoute(url.pathname)
  const handler: Handler | undefined = (await import(file))[method]
  if (!handler) throw new Error(`${address} has no ${method}`)
  const headers = new Headers(question.headers)
  if (question.token) headers.set('authorization', `Bearer ${question.token}`)
  const { body } = question
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(url, { method, headers, body: sent })
  const response = await handler(request, { params: Promise.resolve(params) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : {} }
}
