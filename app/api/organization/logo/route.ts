import { systemActor } from '#lib/auth/actor.ts'
import { getLogo } from '#lib/portal/settings/queries.ts'

/** The organisation's logo. Its address changes with the picture, so a browser may keep it. */
export async function GET(): Promise<Response> {
  const logo = await getLogo(systemActor('pages'))
  if (!logo) return new Response(null, { status: 404 })
  return new Response(logo.bytes, {
    headers: {
      'content-type': logo.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      etag: `"${logo.sha256Hex}"`,
    },
  })
}
