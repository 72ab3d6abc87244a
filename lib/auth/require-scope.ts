import type { Actor, TokenActor } from './actor.ts'
import type { ApiScope } from './api-scopes.ts'
import { ForbiddenError } from './forbidden-error.ts'
import { InsufficientScopeError } from './insufficient-scope-error.ts'

/**
 * The gate of what the operator API does: a token that was made for it. People have their pages.
 * throws   ForbiddenError, InsufficientScopeError
 */
export function requireScope(actor: Actor, scope: ApiScope): asserts actor is TokenActor {
  if (actor.kind !== 'token') throw new ForbiddenError()
  if (!(actor as TokenActor).scopes.includes(scope)) throw new InsufficientScopeError(scope)
}
