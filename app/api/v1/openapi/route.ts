import { runtime } from '#lib/server/runtime.ts'
import { openapiDocument } from '../openapi-document.ts'

export const dynamic = 'force-dynamic'

/** The OpenAPI document. It says nothing that is not in the sources, so it needs no token. */
export function GET(): Response {
  return Response.json(openapiDocument(runtime().publicUrl), { headers: { 'cache-control': 'no-cache' } })
}
