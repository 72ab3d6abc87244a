export type MacErrorCode =
  | 'bad-plist'
  | 'bad-profile'
  | 'bad-manifest'
  | 'bad-package'
  | 'bad-command'
  | 'insecure-url'
  | 'not-found'
  | 'not-enrolled'
  | 'offline'
  | 'refused'
  | 'scep-failed'
  | 'unenrolled'
  | 'unreachable'
  | 'wrong-pin'

/** What went wrong on the simulated Mac, with a stable code. */
export class MacError extends Error {
  readonly code: MacErrorCode
  /** The HTTP status that the server answered, where there was one. */
  readonly httpStatus: number | null

  constructor(code: MacErrorCode, message: string, details: { cause?: unknown; httpStatus?: number } = {}) {
    super(message, { cause: details.cause })
    this.name = 'MacError'
    this.code = code
    this.httpStatus = details.httpStatus ?? null
  }
}
