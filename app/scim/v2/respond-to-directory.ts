import { randomUUID } from 'node:crypto'
import { RequestRefused } from '#app/api/v1/request-refused.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { InsufficientScopeError } from '#lib/auth/insufficient-scope-error.ts'
import { errorSchema } from '#lib/portal/directory/schema-names.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'
import { OffboardingError } from '#lib/portal/offboarding/offboarding-error.ts'
import { log } from '#lib/server/log.ts'
import { scimResponse } from './scim-response.ts'

interface Refusal {
  status: number
  detail: string
  scimType?: string
  headers?: Record<string, string>
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof ScimError) {
    const { status, message: detail, code, location } = error
    const scimType = status === 400 || status === 409 ? code : undefined
    return { status, detail, scimType, headers: location === null ? {} : { location } }
  }
  if (error instanceof RequestRefused) {
    const { status, detail = error.code, headers } = error.problem
    return {
      status,
      detail,
      scimType: error.code === 'malformed_json' ? 'invalidSyntax' : undefined,
      headers,
    }
  }
  if (error instanceof InsufficientScopeError) {
    const challenge = `Bearer realm="Zelf", error="insufficient_scope", scope="${error.scope}"`
    return { status: 403, detail: error.message, headers: { 'www-authenticate': challenge } }
  }
  if (error instanceof OffboardingError) {
    const detail = 'this is the last administrator; somebody has to be left who can switch accounts on'
    return { status: 400, detail, scimType: 'mutability' }
  }
  return error instanceof ForbiddenError ? { status: 403, detail: error.code } : null
}

function refuse({ status, detail, scimType, headers }: Refusal): Response {
  return scimResponse(status, { schemas: [errorSchema], status: String(status), scimType, detail }, headers)
}

/** The one place where an error of the directory's door becomes an answer (RFC 7644 section 3.12). */
export async function respondToDirectory(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) return refuse(refusal)
    const reference = randomUUID().slice(0, 8)
    log.error({ err: error, reference }, 'a request of the directory failed')
    return refuse({ status: 500, detail: `reference ${reference}` })
  }
}
