import type { Actor } from '#lib/auth/actor.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { buildAppManifest } from '#lib/mdm/protocol/manifest.ts'
import { runtime } from '#lib/server/runtime.ts'
import { packageTokenOf } from './download-token.ts'
import { noteManifestFetched } from './follow-delivery.ts'
import type { Delivery } from './serve-package.ts'

/** Answers with the manifest: where the package is, and the hash that the Mac holds it to. */
export async function serveManifest(
  actor: Actor,
  { request, response, link, token }: Delivery & { token: string },
): Promise<void> {
  const { package: wanted } = link
  const manifest = buildAppManifest({
    packageUrl: new URL(`/mdm/package/${packageTokenOf(token)}`, runtime().deviceUrl).href,
    sizeBytes: Number(wanted.sizeBytes),
    sha256Hex: wanted.sha256Hex,
    bundleIdentifier: wanted.bundleIdentifier ?? wanted.identifier,
    bundleVersion: wanted.bundleVersion ?? wanted.version,
    title: wanted.title,
  })
  const body = Buffer.from(encodePlist(manifest))
  if (request.method === 'GET') await noteManifestFetched(actor, link)
  response.writeHead(200, { 'Content-Type': 'application/xml', 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
