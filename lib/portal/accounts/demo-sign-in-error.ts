/** Signing in without a password was tried where there is no demo, or as somebody who is not of the demo. */
export class DemoSignInError extends Error {
  readonly code = 'demo_sign_in_refused'
}
