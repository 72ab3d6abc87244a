import { switchPersonByDirectory } from '#lib/jobs/switch-person-by-directory.ts'
import { changeDirectoryUser } from '#lib/portal/directory/change-directory-user.ts'
import { createDirectoryUser } from '#lib/portal/directory/create-directory-user.ts'
import { getDirectoryUser } from '#lib/portal/directory/get-directory-user.ts'
import { listDirectoryUsers } from '#lib/portal/directory/list-directory-users.ts'
import { removeDirectoryUser } from '#lib/portal/directory/remove-directory-user.ts'
import { selectAttributes } from '#lib/portal/directory/select-attributes.ts'
import type { Asked } from './asked.ts'
import { listResponse } from './list-response.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { readBody } from './read-body.ts'
import { readListQuery } from './read-list-query.ts'
import { resourceResponse } from './resource-response.ts'
import { scimResponse } from './scim-response.ts'

/** /Users and /Users/{id} */
export async function serveUsers(asked: Asked): Promise<Response> {
  const { actor, request, id, url, selection } = asked
  if (id !== null) return serveUser(asked, id)
  if (request.method === 'GET') {
    const page = await listDirectoryUsers(actor, readListQuery(url))
    const resources = page.resources.map((one) => selectAttributes(one, selection))
    return listResponse({ ...page, resources })
  }
  if (request.method !== 'POST') throw methodNotAllowed('GET, POST')
  return resourceResponse(
    asked,
    await createDirectoryUser(actor, await readBody(request), switchPersonByDirectory),
    201,
  )
}

async function serveUser(asked: Asked, id: string): Promise<Response> {
  const { actor, request } = asked
  const ifMatch = request.headers.get('if-match')
  if (request.method === 'GET') return resourceResponse(asked, await getDirectoryUser(actor, id))
  if (request.method === 'DELETE') {
    await removeDirectoryUser(actor, id, ifMatch, switchPersonByDirectory)
    return scimResponse(204, null)
  }
  const method = request.method === 'PUT' ? 'put' : request.method === 'PATCH' ? 'patch' : null
  if (!method) throw methodNotAllowed('GET, PUT, PATCH, DELETE')
  const body = await readBody(request)
  return resourceResponse(
    asked,
    await changeDirectoryUser(actor, { id, method, body, ifMatch }, switchPersonByDirectory),
  )
}
