/** Why something cannot be done to a Mac; the code is a key of the interface's messages. */
export class MacError extends Error {
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
