import { MdmError } from '../protocol/errors.ts'

/**
 * What can be wrong with a request before anybody has looked inside.
 * Source: RFC 9110 section 15.5
 */
export type RequestErrorCode =
  | 'route_unknown'
  | 'method_not_allowed'
  | 'media_type_unsupported'
  | 'body_too_large'
  | 'body_too_slow'
  | 'body_broken_off'
  | 'request_malformed'

/**
 * A request that no route takes in this form.
 * Source: RFC 9110 section 15.5
 */
export class RequestError extends MdmError {
  declare readonly code: RequestErrorCode

  constructor(code: RequestErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options)
  }
}
