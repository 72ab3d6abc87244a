/** No identity provider is configured here. */
export class SignInUnavailableError extends Error {
  readonly code = 'sign_in_unavailable'
}
