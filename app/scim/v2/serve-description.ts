import { requireScope } from '#lib/auth/require-scope.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'
import { runtime } from '#lib/server/runtime.ts'
import type { Asked } from './asked.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './describe-server.ts'
import { listResponse } from './list-response.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { scimResponse } from './scim-response.ts'

/** /ServiceProviderConfig, /ResourceTypes, /Schemas: what this server is and keeps (RFC 7644 section 4). */
export async function serveDescription(asked: Asked, what: string): Promise<Response> {
  requireScope(asked.actor, 'scim')
  if (asked.request.method !== 'GET') throw methodNotAllowed('GET')
  const base = `${runtime().publicUrl.replace(/\/+$/, '')}/scim/v2`
  if (what === 'ServiceProviderConfig') return scimResponse(200, serviceProviderConfig(base))
  const all: { id: string }[] = what === 'Schemas' ? schemas(base) : resourceTypes(base)
  if (asked.id === null) return listResponse({ totalResults: all.length, startIndex: 1, resources: all })
  const one = all.find(({ id }) => id.toLowerCase() === asked.id?.toLowerCase())
  if (!one) throw new ScimError('not_found', 'there is no such description')
  return scimResponse(200, one)
}
