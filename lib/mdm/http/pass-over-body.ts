import type { IncomingMessage } from 'node:http'

const maxBytes = 256 * 1024
const longestMs = 250

/**
 * Lets the rest of a refused body go by, for a moment: who is hung up on while still talking gets a reset connection
 * and never reads why. What is larger or slower is hung up on all the same.
 * Source: RFC 9112 section 9.6 (lingering close)
 */
export function passOverBody(req: IncomingMessage): Promise<void> {
  if (req.complete || req.destroyed || Number(req.headers['content-length'] ?? 0) > maxBytes) {
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    let size = 0
    const finish = (): void => {
      clearTimeout(timer)
      req.off('data', count).off('end', finish).off('close', finish)
      resolve()
    }
    const count = (chunk: Buffer): void => {
      size += chunk.length
      if (size > maxBytes) finish()
    }
    const timer = setTimeout(finish, longestMs)
    req.on('data', count).on('end', finish).on('close', finish)
    req.resume()
  })
}
