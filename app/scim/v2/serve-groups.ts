import { changeDirectoryGroup } from '#lib/portal/directory/change-directory-group.ts'
import { createDirectoryGroup } from '#lib/portal/directory/create-directory-group.ts'
import { getDirectoryGroup } from '#lib/portal/directory/get-directory-group.ts'
import { listDirectoryGroups } from '#lib/portal/directory/list-directory-groups.ts'
import { removeDirectoryGroup } from '#lib/portal/directory/remove-directory-group.ts'
import { selectAttributes, wants } from '#lib/portal/directory/select-attributes.ts'
import type { Asked } from './asked.ts'
import { listResponse } from './list-response.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { readBody } from './read-body.ts'
import { readListQuery } from './read-list-query.ts'
import { resourceResponse } from './resource-response.ts'
import { scimResponse } from './scim-response.ts'

/** /Groups and /Groups/{id} */
export async function serveGroups(asked: Asked): Promise<Response> {
  const { actor, request, id, url, selection } = asked
  if (id !== null) return serveGroup(asked, id)
  if (request.method === 'GET') {
    const page = await listDirectoryGroups(actor, readListQuery(url), wants(selection, 'members'))
    const resources = page.resources.map((one) => selectAttributes(one, selection))
    return listResponse({ ...page, resources })
  }
  if (request.method !== 'POST') throw methodNotAllowed('GET, POST')
  return resourceResponse(asked, await createDirectoryGroup(actor, await readBody(request)), 201)
}

async function serveGroup(asked: Asked, id: string): Promise<Response> {
  const { actor, request, selection } = asked
  const ifMatch = request.headers.get('if-match')
  const withMembers = wants(selection, 'members')
  if (request.method === 'GET') {
    return resourceResponse(asked, await getDirectoryGroup(actor, id, withMembers))
  }
  if (request.method === 'DELETE') {
    await removeDirectoryGroup(actor, id, ifMatch)
    return scimResponse(204, null)
  }
  const method = request.method === 'PUT' ? 'put' : request.method === 'PATCH' ? 'patch' : null
  if (!method) throw methodNotAllowed('GET, PUT, PATCH, DELETE')
  const body = await readBody(request)
  // What a PATCH made of a group with thousands of members is told only to who asks (RFC 7644 section 3.5.2).
  const isTold = method === 'put' || selection.attributes !== null
  const group = await changeDirectoryGroup(actor, { id, method, body, ifMatch }, isTold && withMembers)
  if (isTold) return resourceResponse(asked, group)
  const { headers } = resourceResponse(asked, group)
  return scimResponse(204, null, { etag: headers.get('etag') ?? '' })
}
