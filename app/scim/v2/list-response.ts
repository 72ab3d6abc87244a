import type { ResourcePage } from '#lib/portal/directory/schema.ts'
import { listSchema } from '#lib/portal/directory/schema-names.ts'
import { scimResponse } from './scim-response.ts'

/** A page of a list (RFC 7644 section 3.4.2). */
export function listResponse<Resource>({
  totalResults,
  startIndex,
  resources,
}: ResourcePage<Resource>): Response {
  return scimResponse(200, {
    schemas: [listSchema],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  })
}
