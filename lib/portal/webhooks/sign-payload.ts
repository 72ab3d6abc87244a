import { createHmac } from 'node:crypto'

/**
 * The header Zelf-Signature: HMAC-SHA256 over the moment, a full stop and the body, so that neither can be changed and
 * an old message cannot be sent again as a new one.
 */
export function signPayload(secret: string, sentAt: Date, body: string): string {
  const timestamp = Math.floor(sentAt.getTime() / 1000)
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return `t=${timestamp},v1=${mac}`
}
