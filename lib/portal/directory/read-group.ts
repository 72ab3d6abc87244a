import { isDocument, type ScimDocument, textOf } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

/** A group as the directory describes it. */
export interface GroupFacts {
  name: string
  externalId: string | null
  /** Ids of people; null where the document says nothing of members. */
  memberIds: string[] | null
}

const longestName = 200
const longestKey = 255

/** Reads a group from a document with the schema's names. throws ScimError invalidValue */
export function readGroup(document: ScimDocument): GroupFacts {
  const name = textOf(document.displayName)
  if (!name || name.length > longestName) {
    throw new ScimError('invalidValue', `a group has a displayName of at most ${longestName} characters`)
  }
  const externalId = textOf(document.externalId)
  if (externalId && externalId.length > longestKey) {
    throw new ScimError('invalidValue', `externalId has more than ${longestKey} characters`)
  }
  const { members } = document
  if (!Array.isArray(members)) return { name, externalId, memberIds: null }
  return { name, externalId, memberIds: [...new Set(members.map(memberId))] }
}

function memberId(member: ScimDocument): string {
  const id = isDocument(member) ? textOf(member.value)?.toLowerCase() : null
  if (!id || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new ScimError('invalidValue', 'members are named by the ids of people')
  }
  return id
}
