import type { Route } from './route-request.ts'
import { runtime } from './runtime.ts'

const path = '/mdm/demo/push-service'

/** Tells a pretend Mac where the demo's pretend push service listens. Outside the demo there is no such page. */
export const demoPushServiceRoute: Route = (request, response) => {
  const { demoPushPort } = runtime()
  if (demoPushPort === null || request.url !== path) return false
  if (request.method !== 'GET') {
    response.writeHead(405, { allow: 'GET' }).end()
    return true
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ devicePort: demoPushPort }))
  return true
}
