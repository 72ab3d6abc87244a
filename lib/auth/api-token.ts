import { createHash, randomBytes } from 'node:crypto'

/** By this, programs that look for leaked secrets recognise one. */
const prefix = 'zelf_'
const shape = /^zelf_[A-Za-z0-9_-]{43}$/

/** What a program shows to the operator API: 256 random bits behind a prefix. It is shown once and never kept. */
export function newApiToken(): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What the database holds of it. */
export function digestApiToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether something could be a token at all: nothing else is looked up. */
export function isApiToken(text: string): boolean {
  return shape.test(text)
}
