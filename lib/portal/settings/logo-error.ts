export type LogoErrorCode = 'logo_too_large' | 'logo_type'

/** A picture that cannot be the logo. */
export class LogoError extends Error {
  readonly code: LogoErrorCode

  constructor(code: LogoErrorCode) {
    super(code)
    this.code = code
  }
}
