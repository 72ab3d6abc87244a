import { RequestRefused } from '#app/api/v1/request-refused.ts'

export function methodNotAllowed(allow: string): RequestRefused {
  const detail = `here one may ${allow}`
  return new RequestRefused({ status: 405, code: 'method_not_allowed', detail, headers: { allow } })
}
