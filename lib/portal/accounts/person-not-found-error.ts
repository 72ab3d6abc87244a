/** There is no such person (any more). */
export class PersonNotFoundError extends Error {
  readonly code = 'not_found'
}
