/** Why something was not delivered: a word for the page, never what the other side said. */
export class DeliveryError extends Error {
  readonly code: string

  constructor(
    code:
      | 'address_forbidden'
      | 'name_not_found'
      | 'timed_out'
      | 'connection_refused'
      | 'connection_failed'
      | 'certificate_refused'
      | 'redirected'
      | `status_${number}`,
    options?: ErrorOptions,
  ) {
    super(code, options)
    this.code = code
  }
}
