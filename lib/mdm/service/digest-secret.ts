import { createHash } from 'node:crypto'

/**
 * The form in which links and challenges are kept: random 256-bit secrets need no salt.
 * Source: FIPS 180-4
 */
export function digestSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
