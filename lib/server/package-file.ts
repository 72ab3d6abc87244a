import path from 'node:path'
import { env } from './env.ts'

/** Where the packages stand, named by their SHA-256. */
export function packageFolder(): string {
  return path.join(env().dataDirectory, 'packages')
}

/** The file of one package. Throws when the digest is none: it becomes part of a path. */
export function packageFile(sha256Hex: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256Hex)) throw new RangeError('not a SHA-256 in hexadecimal')
  return path.join(packageFolder(), `${sha256Hex}.pkg`)
}
