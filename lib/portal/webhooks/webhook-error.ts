/** Why a webhook is not made or changed; the code is a key of the interface's messages. */
export class WebhookError extends Error {
  readonly code: 'webhook_not_found' | 'webhook_address' | 'webhook_address_private' | 'webhook_limit'

  constructor(code: WebhookError['code'], options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
