import { randomBytes } from 'node:crypto'
import { runtime } from '#lib/server/runtime.ts'
import { openSecret, sealSecret } from '#lib/server/seal.ts'

const context = 'webhook-secret'

/** The key of a webhook's signatures. It is told once and kept sealed. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`
}

export function sealWebhookSecret(secret: string): Uint8Array<ArrayBuffer> {
  return sealSecret(runtime().masterKey, context, Buffer.from(secret))
}

export function openWebhookSecret(sealed: Uint8Array): string {
  return Buffer.from(openSecret(runtime().masterKey, context, sealed)).toString()
}
