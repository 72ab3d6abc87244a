import { pbkdf2Sync } from 'node:crypto'
import { encodeBinaryPlist } from '../encode-binary-plist.ts'
import { InvalidCommandError } from '../errors.ts'

const defaultIterations = 40_000
const entropyBytes = 128

/**
 * The form in which a Mac takes the password of an account that it makes: salted, hashed, in a binary property list.
 *
 * salt         32 random octets
 * iterations   20,000 at least
 * throws       InvalidCommandError for a shorter salt, fewer iterations or an empty password.
 * spec         other/passwordhash.yaml; RFC 8018 section 5.2 (PBKDF2 with HMAC-SHA-512)
 */
export function hashAccountPassword(
  password: string,
  salt: Uint8Array,
  iterations = defaultIterations,
): Uint8Array {
  if (password === '') throw new InvalidCommandError('an account without a password')
  if (salt.length !== 32) throw new InvalidCommandError('a salt has 32 octets')
  if (!Number.isInteger(iterations) || iterations < 20_000) {
    throw new InvalidCommandError('fewer than 20,000 iterations')
  }
  const entropy = pbkdf2Sync(password, salt, iterations, entropyBytes, 'sha512')
  return encodeBinaryPlist({ 'SALTED-SHA512-PBKDF2': { entropy, iterations, salt } })
}
