/** The person may not do or see this. `action` and the error page say so; nothing else of the reason leaves. */
export class ForbiddenError extends Error {
  readonly code = 'forbidden'
}
