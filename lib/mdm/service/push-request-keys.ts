import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * The key of a push certificate to be, and the one that opens mdmcert.download's reply.
 * Source: Apple, "Setting up push notifications for your device management customers" (RSA 2048)
 */
export type PushRequestKeys = { pushKey: KeyObject; replyKey: KeyObject }

/**
 * Makes both; takes a tenth of a second, so it is done before a transaction begins.
 * Source: Apple, "Setting up push notifications for your device management customers" (RSA 2048)
 */
export async function makePushRequestKeys(): Promise<PushRequestKeys> {
  const make = promisify(generateKeyPair)
  const [push, reply] = await Promise.all([
    make('rsa', { modulusLength: 2048 }),
    make('rsa', { modulusLength: 2048 }),
  ])
  return { pushKey: push.privateKey, replyKey: reply.privateKey }
}
