import type { IncomingMessage } from 'node:http'
import { buildCaCaps, buildCaCertificate } from '../pki/scep.ts'
import { issueIdentity } from '../service/issue-identity.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { readBody } from './read-body.ts'
import { RequestError } from './request-error.ts'
import { requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const maxBytes = 64 * 1024

/**
 * GET or POST /mdm/scep?operation=…
 * Source: RFC 8894 sections 3.5 and 4
 */
export async function answerScep(
  context: MdmContext,
  req: IncomingMessage,
  query: URLSearchParams,
  timeoutMs: number,
): Promise<DeviceReply> {
  requireMethod(req, 'GET', 'POST')
  switch (query.get('operation')) {
    case 'GetCACaps':
      requireMethod(req, 'GET')
      return { contentType: 'text/plain', body: buildCaCaps() }
    case 'GetCACert':
      requireMethod(req, 'GET')
      return buildCaCertificate(await context.authority())
    case 'PKIOperation': {
      const message = await readMessage(req, query, timeoutMs)
      return { contentType: 'application/x-pki-message', body: await issueIdentity(context, message) }
    }
    default:
      throw new RequestError('request_malformed', 'an operation that SCEP does not have here')
  }
}

async function readMessage(
  req: IncomingMessage,
  query: URLSearchParams,
  timeoutMs: number,
): Promise<Uint8Array> {
  if (req.method === 'POST') return readBody(req, { maxBytes, timeoutMs })
  const text = (query.get('message') ?? '').replaceAll(' ', '+')
  if (text === '' || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) {
    throw new RequestError('request_malformed', 'the message is missing or not base64')
  }
  return Buffer.from(text, 'base64')
}
