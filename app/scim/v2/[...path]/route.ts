import { limitRate } from '#app/api/v1/rate-limit.ts'
import { RequestRefused } from '#app/api/v1/request-refused.ts'
import { requireToken } from '#app/api/v1/require-token.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'
import { type Asked, selectionOf } from '../asked.ts'
import { respondToDirectory } from '../respond-to-directory.ts'
import { serveDescription } from '../serve-description.ts'
import { serveGroups } from '../serve-groups.ts'
import { serveUsers } from '../serve-users.ts'

export const dynamic = 'force-dynamic'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const descriptions = ['ServiceProviderConfig', 'ResourceTypes', 'Schemas']
const notDone = ['Me', 'Bulk', '.search']

/** What stands behind /scim/v2/. The URNs of schemas have colons, which some clients write as %3A. */
function partsOf({ pathname }: URL): string[] {
  const rest = pathname.replace(/^.*?\/scim\/v2\/?/, '').replace(/\/+$/, '')
  return rest.split('/').map((part) => part.replaceAll(/%3a/gi, ':'))
}

function dispatch(asked: Asked, [what = '', ...rest]: string[]): Promise<Response> {
  if (rest.length > 1 || notDone.includes(what) || rest[0] === '.search') {
    throw new RequestRefused({ status: 501, code: 'not_done', detail: 'this part of SCIM is not offered' })
  }
  if (descriptions.includes(what)) return serveDescription(asked, what)
  if (what !== 'Users' && what !== 'Groups') throw new ScimError('not_found', 'there is nothing here')
  if (asked.id !== null && !uuid.test(asked.id)) throw new ScimError('not_found', `there is no such ${what}`)
  return what === 'Users' ? serveUsers(asked) : serveGroups(asked)
}

/** The directory's door: who asks, how often, whether they may; then the resource that the path names. */
function answer(request: Request): Promise<Response> {
  return respondToDirectory(async () => {
    const actor = await requireToken(request.headers)
    limitRate(actor.id)
    requireScope(actor, 'scim')
    const url = new URL(request.url)
    const path = partsOf(url)
    const id = path[1] ?? null
    return dispatch({ actor, request, url, id, selection: selectionOf(url) }, path)
  })
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
