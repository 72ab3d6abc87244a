import { readJson } from '#app/api/v1/read-json.ts'
import { isRecord } from '#lib/portal/directory/scim-document.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'

/** A body of at most 1 MB, under either name that directories give it. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const body = await readJson(request, undefined, ['application/scim+json', 'application/json'])
  if (!isRecord(body)) throw new ScimError('invalidSyntax', 'the body is a JSON object')
  return body
}
