import { z } from 'zod'
import { requireScope } from '#lib/auth/require-scope.ts'
import type { Answered, Endpoint } from './endpoint.ts'
import { limitRate } from './rate-limit.ts'
import { readInput } from './read-input.ts'
import { readJson } from './read-json.ts'
import { readQuery } from './read-query.ts'
import { RequestRefused } from './request-refused.ts'
import { requireToken } from './require-token.ts'
import { respondToOperator } from './respond-to-operator.ts'

export interface RouteContext {
  /** Next gives none for an address without a part in brackets. */
  params: Promise<{ id?: string } | undefined>
}

const nothing = z.strictObject({})
const isUuid = (text: string) => z.uuid().safeParse(text).success

function write({ status, body, headers }: Answered<unknown>): Response {
  const always = { 'cache-control': 'no-store', ...headers }
  if (body === undefined) return new Response(null, { status: 204, headers: always })
  return Response.json(body, { status: status ?? 200, headers: always })
}

/** Answers requests to one endpoint: who asks, how often, whether they may, what they say; then it runs. */
export function serve<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  endpoint: Endpoint<Query, Body, Answer>,
): (request: Request, context: RouteContext) => Promise<Response> {
  return (request, context) =>
    respondToOperator(async () => {
      const actor = await requireToken(request.headers)
      limitRate(actor.id)
      requireScope(actor, endpoint.scope)
      const { id = '' } = (await context.params) ?? {}
      if (id !== '' && !isUuid(id)) throw missing(endpoint.refusals?.[404])
      const query = readInput(endpoint.query ?? nothing, readQuery(request.url)) as z.output<Query>
      const sent = endpoint.body ? await readJson(request, endpoint.mostBodyBytes) : {}
      const body = readInput(endpoint.body ?? nothing, sent) as z.output<Body>
      return write(await endpoint.run(actor, { id, query, body, headers: request.headers }))
    })
}

function missing([code = 'not_found']: readonly string[] = []): RequestRefused {
  return new RequestRefused({ status: 404, code, detail: 'this is no id of ours' })
}
