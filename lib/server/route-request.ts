import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from './log.ts'

/** Answers and returns true, or leaves the request alone and returns false. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean

/** Asks each route in turn; what none of them takes is a page. */
export function routeRequest(
  routes: Route[],
  page: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (routes.some((route) => route(request, response))) return
    page(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method }, 'a page failed')
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('Something went wrong.\n')
    })
  }
}
