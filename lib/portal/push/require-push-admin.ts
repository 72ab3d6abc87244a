import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { runtime } from '#lib/server/runtime.ts'
import { PushDemoError } from './push-demo-error.ts'

/** Only an admin changes the push certificate, and nobody in the demo. throws ForbiddenError, PushDemoError. */
export function requirePushAdmin(actor: Actor): void {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (runtime().demoPushPort !== null) throw new PushDemoError('the demo keeps its own push certificate')
}
