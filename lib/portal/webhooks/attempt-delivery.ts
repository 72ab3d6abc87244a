import { randomInt } from 'node:crypto'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { allowsPrivate } from './allows-private.ts'
import { DeliveryError } from './delivery-error.ts'
import { type PostOptions, postEvent } from './post-event.ts'
import { recordOutcome } from './record-outcome.ts'
import { signPayload } from './sign-payload.ts'
import type { DueDelivery } from './take-deliveries.ts'
import { openWebhookSecret } from './webhook-secret.ts'

/**
 * Sends one message that was taken, and writes down what came of it.
 * returns  null, or why it was not delivered
 */
export async function attemptDelivery(
  actor: Actor,
  due: DueDelivery,
  options: PostOptions = { allowPrivate: allowsPrivate() },
): Promise<string | null> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const failure = await post(due, options)
  await recordOutcome(actor, due, { failure, now: new Date(), spread: randomInt(1000) / 1000 })
  return failure
}

async function post(due: DueDelivery, options: PostOptions): Promise<string | null> {
  const body = JSON.stringify({ id: due.id, ...due.payload })
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Zelf-Webhooks/1',
    'zelf-delivery': due.id,
    'zelf-event': due.event,
    'zelf-signature': signPayload(openWebhookSecret(due.sealedSecret), new Date(), body),
  }
  try {
    await postEvent({ url: due.url, body, headers }, options)
    return null
  } catch (error) {
    if (error instanceof DeliveryError) return error.code
    throw error
  }
}
