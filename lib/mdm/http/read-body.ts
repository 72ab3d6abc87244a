import type { IncomingMessage } from 'node:http'
import { RequestError } from './request-error.ts'

/**
 * How much of a body is read, and for how long.
 * Source: RFC 9110 sections 15.5.9 and 15.5.14
 */
export type BodyLimits = { maxBytes: number; timeoutMs: number }

/**
 * Reads a request's body as it came: its signature is over exactly these bytes.
 *
 * throws   RequestError body_too_large, body_too_slow, body_broken_off, media_type_unsupported (when compressed).
 * spec     RFC 9110 sections 8.4, 15.5.9, 15.5.14
 */
export function readBody(req: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (error: RequestError | null): void => {
      clearTimeout(timer)
      req.off('data', take).off('end', end).off('error', broken).off('close', broken)
      if (error) {
        req.pause()
        reject(error)
      } else resolve(Buffer.concat(chunks, size))
    }
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size > limits.maxBytes) settle(new RequestError('body_too_large', 'the body is too large'))
      else chunks.push(chunk)
    }
    const end = (): void => settle(null)
    const broken = (): void => settle(new RequestError('body_broken_off', 'the body was broken off'))
    const timer = setTimeout(
      () => settle(new RequestError('body_too_slow', 'the body took too long')),
      limits.timeoutMs,
    )
    if (req.headers['content-encoding'] !== undefined) {
      return settle(new RequestError('media_type_unsupported', 'bodies are not compressed'))
    }
    if (Number(req.headers['content-length'] ?? 0) > limits.maxBytes) {
      return settle(new RequestError('body_too_large', 'the body is too large'))
    }
    req.on('data', take).on('end', end).on('error', broken).on('close', broken)
  })
}
