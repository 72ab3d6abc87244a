import { randomUUID } from 'node:crypto'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { InsufficientScopeError } from '#lib/auth/insufficient-scope-error.ts'
import { ApiError, type ApiErrorCode } from '#lib/portal/api/api-error.ts'
import { WebhookError } from '#lib/portal/webhooks/webhook-error.ts'
import { log } from '#lib/server/log.ts'
import { type Problem, problemResponse } from './problem.ts'
import { readMdmRefusal } from './read-mdm-refusal.ts'
import { RequestRefused } from './request-refused.ts'

/** Every other code of ours is 422: understood, and not done. */
const statuses: Partial<Record<ApiErrorCode | WebhookError['code'] | 'position_unknown', number>> = {
  command_not_found: 404,
  command_sent_already: 409,
  device_not_found: 404,
  enrollment_link_not_found: 404,
  erase_limit_reached: 429,
  position_unknown: 400,
  webhook_limit: 409,
  webhook_not_found: 404,
}

const webhookWords: Record<WebhookError['code'], string> = {
  webhook_address: 'url must be an https address without user, password or fragment',
  webhook_address_private: 'url leads into a private network',
  webhook_limit: 'there are as many webhooks as there may be',
  webhook_not_found: 'there is no such webhook',
}

interface Refusal {
  code: string
  message: string
  /** The part of the request that is meant, as a path into its body. */
  field: string | null
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof ApiError) return error
  if (error instanceof WebhookError) {
    return { code: error.code, message: webhookWords[error.code], field: null }
  }
  const refusal = readMdmRefusal(error)
  return refusal && { ...refusal, field: refusal.key === null ? null : `parameters.${refusal.key}` }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof RequestRefused) return error.problem
  if (error instanceof InsufficientScopeError) {
    const challenge = `Bearer realm="Zelf", error="insufficient_scope", scope="${error.scope}"`
    return {
      ...{ status: 403, code: error.code, detail: error.message },
      headers: { 'www-authenticate': challenge },
    }
  }
  if (error instanceof ForbiddenError) return { status: 403, code: error.code }
  const refusal = refusalOf(error)
  if (!refusal) return null
  const { code, message: detail, field } = refusal
  const status = Object.entries(statuses).find(([known]) => known === code)?.[1] ?? 422
  return {
    ...{ status, code, detail },
    errors: field === null ? undefined : [{ field, message: detail }],
    headers: status === 429 ? { 'retry-after': '3600' } : undefined,
  }
}

/** The one place where an error of the operator API becomes an answer. */
export async function respondToOperator(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return problemResponse(problem)
    const reference = randomUUID().slice(0, 8)
    log.error({ err: error, reference }, 'a request to the operator API failed')
    return problemResponse({ status: 500, code: 'unexpected', detail: `reference ${reference}` })
  }
}
