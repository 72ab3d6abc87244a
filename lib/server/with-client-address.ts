import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddressHeader, type ReadClientAddress } from './client-address.ts'

type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Lets pages see from where they are asked, which only the connection knows. */
export function withClientAddress(read: ReadClientAddress, respond: Respond): Respond {
  return (request, response) => {
    const forwarded = request.headers['x-forwarded-for']
    const address = read(request.socket.remoteAddress, [forwarded].flat().join(','))
    delete request.headers[clientAddressHeader]
    if (address !== null) request.headers[clientAddressHeader] = address
    return respond(request, response)
  }
}
