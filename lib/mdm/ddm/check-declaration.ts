import type { Declaration } from './declaration.ts'
import { declarationTypes } from './declaration-types.ts'
import { type Inspection, inspectPayload } from './inspect-payload.ts'
import { isJsonObject } from './json.ts'
import { hasUnstorableText, isWithin } from './measure-json.ts'

const identifierForm = /^[A-Za-z0-9._-]{1,64}$/

/**
 * Judges one declaration by itself: its identifier (at most 64 octets, of characters that need no escaping in an
 * address), its type, and its payload against Apple's table. It is good when there are no problems.
 * Source: declarative/declarations/declarationbase.yaml, declarative/declarations/*
 */
export function checkDeclaration({ identifier, type, payload }: Declaration): Inspection {
  if (typeof identifier !== 'string' || !identifierForm.test(identifier)) {
    return faulty('the identifier is not 1 to 64 letters, digits, dots, hyphens and underscores')
  }
  const known = typeof type === 'string' ? declarationTypes.get(type) : undefined
  if (!known) return faulty(`${identifier} is of a type that Macs do not know`)
  if (!isJsonObject(payload)) return faulty(`${identifier} has no payload`)
  if (!isWithin(payload, { depth: 24, parts: 20_000 }))
    return faulty(`${identifier} is too deep or too large`)
  if (hasUnstorableText(payload)) return faulty(`${identifier} holds text that is no Unicode`)
  const found: Inspection =
    known.shape === null
      ? { problems: [], references: [], newestKey: '0' }
      : inspectPayload(payload, known.shape)
  const missing = known.oneOf?.some((key) => Object.hasOwn(payload, key)) === false
  const problems = missing
    ? [...found.problems, `one of ${known.oneOf?.join(', ')} is missing`]
    : found.problems
  return { ...found, problems: problems.map((problem) => `${identifier}: ${problem}`) }
}

function faulty(problem: string): Inspection {
  return { problems: [problem], references: [], newestKey: '0' }
}
