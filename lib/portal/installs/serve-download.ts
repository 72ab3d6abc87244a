import type { IncomingMessage, ServerResponse } from 'node:http'
import { systemActor } from '#lib/auth/actor.ts'
import { log } from '#lib/server/log.ts'
import { findLink } from './find-link.ts'
import { serveManifest } from './serve-manifest.ts'
import { servePackage } from './serve-package.ts'

/** A Mac has no session; what it may have is decided by its token alone. */
const actor = systemActor('downloads')

/**
 * Serves the downloads of Macs: /mdm/manifest/<token> and /mdm/package/<token>, for GET and HEAD. They carry no
 * identity certificate, so the token is all that counts. Mounted before Next, which never sees them.
 *
 * returns  false when the address is none of these: somebody else's request
 */
export function serveDownload(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ''] = (request.url ?? '').split('?')
  const match = /^\/mdm\/(manifest|package)\/(.*)$/.exec(path)
  const kind = match?.[1] === 'manifest' ? 'manifest' : 'package'
  if (!match) return false
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  answer(request, response, kind, match[2] ?? '').catch((error: unknown) => {
    log.error({ err: error, kind }, 'a download failed')
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  })
  return true
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  kind: 'manifest' | 'package',
  token: string,
): Promise<void> {
  request.resume()
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return
  }
  const link = await findLink(actor, token, kind, new Date())
  if (!link) {
    response.writeHead(404).end()
    return
  }
  if (kind === 'manifest') await serveManifest(actor, { request, response, link, token })
  else await servePackage(actor, { request, response, link })
}
