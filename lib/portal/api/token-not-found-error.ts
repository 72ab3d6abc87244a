/** There is no such token of the operator API. */
export class TokenNotFoundError extends Error {
  readonly code = 'token_not_found'
}
