import { z } from 'zod'
import { enterpriseSchema } from './schema-names.ts'
import { isDocument, type ScimDocument, textOf } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

/** A person as the directory describes them, in the words of our table. */
export interface UserFacts {
  userName: string
  email: string
  name: string
  externalId: string | null
  givenName: string | null
  familyName: string | null
  title: string | null
  department: string | null
  active: boolean
}

const address = z.email().max(320)
const longest = {
  userName: 320,
  name: 200,
  externalId: 255,
  givenName: 200,
  familyName: 200,
  title: 200,
  department: 200,
}

/** The one address that is kept: the primary one, or else the one for work, or else the first. */
function chooseEmail(document: ScimDocument): string | null {
  const { emails } = document
  if (!Array.isArray(emails)) return null
  const given = emails.filter((one) => textOf(one.value) !== null)
  const chosen =
    given.findLast((one) => one.primary === true) ?? given.find((one) => one.type === 'work') ?? given[0]
  return textOf(chosen?.value)?.toLowerCase() ?? null
}

function partOf(document: ScimDocument, attribute: string, sub: string): string | null {
  const value = document[attribute]
  return isDocument(value) ? textOf(value[sub]) : null
}

/**
 * Reads a person from a document with the schema's names.
 *
 * known    what is kept where the document says nothing, for some directories leave out what has not changed
 * throws   ScimError invalidValue
 */
export function readUser(
  document: ScimDocument,
  known?: Pick<UserFacts, 'email' | 'externalId' | 'active'>,
): UserFacts {
  const userName = textOf(document.userName)?.toLowerCase()
  if (!userName) throw new ScimError('invalidValue', 'userName is missing')
  const fallback = known?.email ?? (address.safeParse(userName).success ? userName : null)
  const email = chooseEmail(document) ?? fallback
  if (!email || !address.safeParse(email).success) {
    throw new ScimError('invalidValue', 'a person needs an e-mail address, as emails or as userName')
  }
  const givenName = partOf(document, 'name', 'givenName')
  const familyName = partOf(document, 'name', 'familyName')
  const whole = [givenName, familyName].filter((part) => part !== null).join(' ')
  const facts = {
    ...{ userName, email, givenName, familyName },
    name: textOf(document.displayName) ?? partOf(document, 'name', 'formatted') ?? (whole || userName),
    externalId: textOf(document.externalId) ?? known?.externalId ?? null,
    title: textOf(document.title),
    department: partOf(document, enterpriseSchema, 'department'),
    active: typeof document.active === 'boolean' ? document.active : (known?.active ?? true),
  }
  for (const [name, most] of Object.entries(longest)) {
    const value = facts[name as keyof typeof longest]
    if (value && value.length > most)
      throw new ScimError('invalidValue', `${name} has more than ${most} characters`)
  }
  return facts
}
