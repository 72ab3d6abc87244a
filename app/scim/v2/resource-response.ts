import { hasVersion } from '#lib/portal/directory/require-version.ts'
import { isRecord, type ScimResource } from '#lib/portal/directory/scim-document.ts'
import { selectAttributes } from '#lib/portal/directory/select-attributes.ts'
import type { Asked } from './asked.ts'
import { scimResponse } from './scim-response.ts'

/** One resource with its version and address, or 304 for who has that version already. */
export function resourceResponse(
  { request, selection }: Asked,
  resource: ScimResource,
  status = 200,
): Response {
  const { version, location } = isRecord(resource.meta) ? resource.meta : {}
  const headers = { etag: String(version), ...(status === 201 ? { location: String(location) } : {}) }
  const known = request.method === 'GET' ? request.headers.get('if-none-match') : null
  if (known !== null && hasVersion(known, headers.etag)) return scimResponse(304, null, headers)
  return scimResponse(status, selectAttributes(resource, selection), headers)
}
