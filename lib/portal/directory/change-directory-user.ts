import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import type { Person } from '#lib/server/generated/client.ts'
import { applyPatch } from './apply-patch.ts'
import { lockDirectoryUser } from './find-directory-user.ts'
import { groupNamesOf } from './group-names-of.ts'
import { readPatch } from './read-patch.ts'
import { withoutNulls } from './read-scim-value.ts'
import { readUser, type UserFacts } from './read-user.ts'
import { requireVersion } from './require-version.ts'
import { saveUser } from './save-user.ts'
import type { ScimDocument, ScimResource } from './scim-document.ts'
import type { SwitchPerson } from './switch-person.ts'
import { userDocumentAttributes } from './user-attributes.ts'
import { describeUser, userVersion, viewUser } from './view-user.ts'
import { writeDirectory } from './write-directory.ts'

export interface UserChange {
  id: string
  /** put: the whole resource; patch: operations on it. */
  method: 'put' | 'patch'
  body: unknown
  ifMatch: string | null
}

/** A name that is made of its parts follows them when they change. */
function patchBase(person: Person): ScimDocument {
  const { givenName, familyName } = person
  const whole = [givenName, familyName].filter((part) => part !== null).join(' ')
  const document = describeUser(person)
  if (whole !== person.name) return document
  return withoutNulls({ ...document, displayName: null, name: withoutNulls({ givenName, familyName }) })
}

function readChange(person: Person, { method, body }: UserChange): UserFacts {
  const put = [{ verb: 'add' as const, value: body }]
  const [base, operations] = method === 'put' ? [{}, put] : [patchBase(person), readPatch(body)]
  return readUser(applyPatch(base, operations, userDocumentAttributes), person)
}

/** Changes a person as the directory says, one change at a time. throws ScimError */
export async function changeDirectoryUser(
  actor: Actor,
  change: UserChange,
  switchPerson: SwitchPerson,
): Promise<ScimResource> {
  requireScope(actor, 'scim')
  return writeDirectory(actor, async (tx) => {
    const person = await lockDirectoryUser(tx, change.id)
    requireVersion(change.ifMatch, userVersion(person))
    const saved = await saveUser(tx, actor, person, readChange(person, change), switchPerson)
    const groups = await groupNamesOf(tx, [saved.id])
    return viewUser(saved, groups.get(saved.id) ?? [])
  })
}
