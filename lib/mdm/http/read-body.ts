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
 * throws   RequestError body_too_large, body_too_slow, body_broken_off.
 * spec     RFC 9110 sections 15.5.9 and 15.5.14
 */
export function readBody(req: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (req.destroyed) return reject(brokenOff())
    // A short body mostly came together with its headers.
    if (req.complete) return resolve(takeWhole(req, limits))
    const chunks: Buffer[] = []
    let size = 0
    let isOver = false
    const refuse = (error: RequestError): void => {
      isOver = true
      clearTimeout(timer)
      req.off('data', take).pause()
      reject(error)
    }
    const take = (chunk: Buffer): void => {
      size += chunk.length
      if (size > limits.maxBytes) refuse(new RequestError('body_too_large', 'the body is too large'))
      else chunks.push(chunk)
    }
    const timer = setTimeout(
      () => refuse(new RequestError('body_too_slow', 'the body took too long')),
      limits.timeoutMs,
    )
    req.on('data', take).on('end', () => {
      isOver = true
      clearTimeout(timer)
      const [first] = chunks
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, size))
    })
    // Every request is closed after its end.
    const broken = (): void => {
      if (!isOver) refuse(brokenOff())
    }
    req.on('error', broken).on('close', broken)
  })
}

function takeWhole(req: IncomingMessage, { maxBytes }: BodyLimits): Buffer {
  const body: Buffer = req.read() ?? Buffer.alloc(0)
  if (body.length > maxBytes) throw new RequestError('body_too_large', 'the body is too large')
  return body
}

function brokenOff(): RequestError {
  return new RequestError('body_broken_off', 'the body was broken off')
}
