import { STATUS_CODES } from 'node:http'

export interface Problem {
  status: number
  /** Stable: programs go by it. */
  code: string
  detail?: string
  /** What of the request is meant. */
  errors?: { field: string; message: string }[]
  headers?: Record<string, string>
}

/** A refusal as RFC 9457 has it. The type is about:blank, so the title is the status in words and `code` says which. */
export function problemResponse({ status, code, detail, errors, headers }: Problem): Response {
  const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, errors }
  return Response.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
