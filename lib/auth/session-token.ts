import { createHash, randomBytes } from 'node:crypto'

/** What a session cookie holds: 256 random bits. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database holds of it. */
export function digestSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
