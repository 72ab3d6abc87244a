/** Why the product cannot start, in one sentence that a person can act on. The process ends with it and exit code 1. */
export class StartError extends Error {
  readonly code = 'cannot_start'
}
