import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'

/**
 * Who keeps webhooks: admins on their page, and tokens that were made for it.
 * throws   ForbiddenError, InsufficientScopeError
 */
export function requireWebhookKeeper(actor: Actor, scope: 'webhooks:read' | 'webhooks:write'): void {
  if (!hasRole(actor, 'admin')) requireScope(actor, scope)
}
