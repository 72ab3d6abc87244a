/** Why a profile cannot be used; the code is a key of the interface's messages. */
export class ProfileError extends Error {
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
