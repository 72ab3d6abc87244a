export type OffboardingErrorCode = 'not_found' | 'own_account' | 'last_admin' | 'return_not_asked'

/** Why somebody cannot be let go, or a Mac not be taken back; the code is a key of the interface's messages. */
export class OffboardingError extends Error {
  readonly code: OffboardingErrorCode

  constructor(code: OffboardingErrorCode) {
    super(code)
    this.code = code
  }
}
