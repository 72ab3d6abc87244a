import { currentPerson } from '#lib/auth/current-person.ts'
import { securityHeaders } from '#lib/auth/security-headers.ts'
import { getIcon } from '#lib/portal/catalog/queries.ts'
import { runtime } from '#lib/server/runtime.ts'

/** An app's icon. Its address changes with the picture, so a browser may keep it. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const headers = securityHeaders({ https: runtime().publicUrl.startsWith('https:') })
  const person = await currentPerson()
  if (!person) return new Response(null, { status: 401, headers })
  const icon = await getIcon(person, (await context.params).id)
  if (!icon) return new Response(null, { status: 404, headers })
  return new Response(icon.bytes, {
    headers: {
      ...headers,
      'content-type': icon.type,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}
