import { MacError } from './mac-error.ts'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A Mac wants https. The simulated one also takes plain http on this very machine, so that a demo needs no certificate. */
export function requireSecureUrl(text: string, meaning: string): URL {
  if (!URL.canParse(text)) throw new MacError('insecure-url', `${meaning} is not a URL: ${text}`)
  const url = new URL(text)
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && loopback.has(url.hostname)) return url
  throw new MacError('insecure-url', `${meaning} must be https: ${text}`)
}
