import { createHash, createHmac, randomBytes } from 'node:crypto'

/** 32 random bytes in base64url: the only thing that opens a manifest. */
export function createManifestToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The token of the package behind a manifest. It follows from the manifest's, so that the manifest can be written again
 * although neither token is kept, and tells nothing about it.
 */
export function packageTokenOf(manifestToken: string): string {
  return createHmac('sha256', manifestToken).update('package').digest('base64url')
}

/** What the database keeps of a token; null when it has not the shape of one. */
export function digestToken(token: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  return createHash('sha256').update(token).digest('hex')
}
