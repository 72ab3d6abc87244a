import type { ApiScope } from './api-scopes.ts'

/** A token that is good, and was not made for this. */
export class InsufficientScopeError extends Error {
  readonly code = 'insufficient_scope'
  readonly scope: ApiScope

  constructor(scope: ApiScope) {
    super(`this needs the scope ${scope}`)
    this.scope = scope
  }
}
