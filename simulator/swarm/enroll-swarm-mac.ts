import type { X509Certificate } from 'node:crypto'
import type { SwarmConnection } from './connection.ts'
import { makeRequest } from './make-request.ts'
import { SwarmHttpError } from './reply-reader.ts'
import { finishEnrollment, prepareEnrollment } from './scep-enrollment.ts'
import { signedRequests } from './signed-requests.ts'
import type { SwarmMac } from './swarm-mac.ts'

async function demand(connection: SwarmConnection, request: Buffer, what: string): Promise<Buffer> {
  const { status, body } = await connection.send(request)
  if (status === 200) return body
  throw new SwarmHttpError(`${what} was answered with ${status}: ${body.toString('utf8', 0, 200)}`)
}

/** Opens the link and enrols, as a person with a new Mac does: profile, SCEP, Authenticate, TokenUpdate. */
export async function enrollSwarmMac(
  connection: SwarmConnection,
  mac: SwarmMac,
  linkPath: string,
  authority: X509Certificate,
): Promise<void> {
  const link = makeRequest(`GET ${linkPath as `/${string}`}`, {}, Buffer.alloc(0))
  const prepared = prepareEnrollment(mac, await demand(connection, link, 'The link'), authority)
  finishEnrollment(prepared, await demand(connection, prepared.request, 'SCEP'), authority)
  await demand(connection, await signedRequests.authenticate(mac), 'Authenticate')
  await demand(connection, await signedRequests.tokenUpdate(mac), 'TokenUpdate')
}
