/** Why a Mac's owner or what is kept of it cannot be changed; the code is a key of the interface's messages. */
export class OwnershipError extends Error {
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
