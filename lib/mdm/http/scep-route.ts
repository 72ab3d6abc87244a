import type { IncomingMessage } from 'node:http'
import { buildCaCaps, buildCaCertificate, buildNextCaCertificate } from '../pki/scep.ts'
import { issueIdentity } from '../service/issue-identity.ts'
import type { TrustedAuthorities } from '../service/load-authority.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { readBody } from './read-body.ts'
import { RequestError } from './request-error.ts'
import { requireBodyWithin, requireMethod } from './require-request.ts'
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
  const operation = query.get('operation')
  if (operation === 'PKIOperation') {
    const message = await readMessage(req, query, timeoutMs)
    return { contentType: 'application/x-pki-message', body: await issueIdentity(context, message) }
  }
  requireMethod(req, 'GET')
  const authorities = await context.authorities.trusted()
  switch (operation) {
    case 'GetCACaps':
      return { contentType: 'text/plain', body: buildCaCaps({ rolledOver: authorities.length > 1 }) }
    case 'GetCACert':
      return buildCaCertificate(named(authorities, query) ?? authorities[0])
    case 'GetNextCACert':
      return answerNextCaCertificate(authorities, query)
    default:
      throw new RequestError('request_malformed', 'an operation that SCEP does not have here')
  }
}

/**
 * A profile names the authority whose fingerprint it carries, so that a Mac which slept through a roll-over still
 * finds the one that it was told of. Everybody else gets the one that issues.
 */
function named(authorities: TrustedAuthorities, query: URLSearchParams): TrustedAuthorities[0] | undefined {
  const name = query.get('message')
  return authorities.find(({ id }) => id === name)
}

function answerNextCaCertificate(authorities: TrustedAuthorities, query: URLSearchParams): DeviceReply {
  const [active, ...retired] = authorities
  const known = named(authorities, query) ?? retired[0]
  if (known === undefined || known === active) {
    throw new RequestError('request_malformed', 'there is no next authority')
  }
  return buildNextCaCertificate(known, active)
}

async function readMessage(
  req: IncomingMessage,
  query: URLSearchParams,
  timeoutMs: number,
): Promise<Uint8Array> {
  if (req.method === 'POST') {
    requireBodyWithin(req, maxBytes)
    return readBody(req, { maxBytes, timeoutMs })
  }
  const text = (query.get('message') ?? '').replaceAll(' ', '+')
  if (text === '' || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) {
    throw new RequestError('request_malformed', 'the message is missing or not base64')
  }
  return Buffer.from(text, 'base64')
}
