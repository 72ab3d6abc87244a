import type { IncomingMessage } from 'node:http'
import { RequestError } from './request-error.ts'

/**
 * Refuses a request of another method.
 * Source: RFC 9110 section 15.5.6
 */
export function requireMethod(req: IncomingMessage, ...methods: string[]): void {
  if (!methods.includes(req.method ?? '')) {
    throw new RequestError('method_not_allowed', `${methods.join(' or ')} is expected`)
  }
}

/**
 * Refuses a body of another type; parameters such as a charset do not matter.
 * Source: RFC 9110 section 15.5.16; Apple, "Managing connections between devices and the server"
 */
export function requireMediaType(req: IncomingMessage, mediaType: string): void {
  const given = req.headers['content-type'] ?? ''
  if (given === mediaType) return
  const end = given.indexOf(';')
  if ((end < 0 ? given : given.slice(0, end)).trim().toLowerCase() !== mediaType) {
    throw new RequestError('media_type_unsupported', `${mediaType} is expected`)
  }
}

/**
 * Refuses a body that is announced to be larger than we read, or compressed, before any of it is read.
 * Source: RFC 9110 sections 8.4 and 15.5.14
 */
export function requireBodyWithin(req: IncomingMessage, maxBytes: number): void {
  if (req.headers['content-encoding'] !== undefined) {
    throw new RequestError('media_type_unsupported', 'bodies are not compressed')
  }
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) {
    throw new RequestError('body_too_large', 'the body is too large')
  }
}
