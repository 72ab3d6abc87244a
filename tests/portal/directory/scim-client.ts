import { DELETE, GET, PATCH, POST, PUT } from '#app/scim/v2/[...path]/route.ts'

const handlers = { DELETE, GET, PATCH, POST, PUT }

export interface ScimAnswer {
  status: number
  headers: Headers
  text: string
  body: Record<string, unknown> & { id: string; Resources: Record<string, unknown>[]; totalResults: number }
}

export interface ScimQuestion {
  token?: string | null
  body?: unknown
  headers?: Record<string, string>
}

/** Asks as a directory's provisioning service does, without a web server in between. */
export class ScimClient {
  readonly token: string

  constructor(token: string) {
    this.token = token
  }

  async ask(
    method: keyof typeof handlers,
    address: string,
    question: ScimQuestion = {},
  ): Promise<ScimAnswer> {
    const headers = new Headers(question.headers)
    const token = question.token === undefined ? this.token : question.token
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    const { body } = question
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    if (sent !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/scim+json')
    const url = new URL(`/scim/v2${address}`, 'http://127.0.0.1:3000')
    const response = await handlers[method](new Request(url, { method, headers, body: sent }))
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : {} }
  }

  find(kind: 'Users' | 'Groups', filter: string): Promise<ScimAnswer> {
    return this.ask('GET', `/${kind}?filter=${encodeURIComponent(filter)}`)
  }
}
