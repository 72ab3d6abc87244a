/** What a webhook may hear of. */
export const webhookEvents = [
  'device.enrolled',
  'device.left',
  'device.updated',
  'command.answered',
  'push.failed',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]

/** Sent by the button that tries a webhook out, whatever it hears of else. */
export const testEvent = 'webhook.test'
