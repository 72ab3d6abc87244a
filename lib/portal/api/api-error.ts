/** Why the operator API does not do something; programs go by the code. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  /** The part of the request that is meant. */
  readonly field: string | null

  constructor(
    code: ApiErrorCode,
    message: string,
    { field, ...options }: ErrorOptions & { field?: string } = {},
  ) {
    super(message, options)
    this.code = code
    this.field = field ?? null
  }
}

export type ApiErrorCode =
  | 'command_not_found'
  | 'command_sent_already'
  | 'confirmation_does_not_match'
  | 'device_not_found'
  | 'enrollment_link_not_found'
  | 'erase_limit_reached'
  | 'idempotency_key_reused'
  | 'invalid_parameter'
  | 'person_not_found'
  | 'pin_required'
  | 'reason_required'
