import { takesDeclaration } from '#lib/mdm/protocol/declarative-reach.ts'
import { judgeProfilePayloads } from '#lib/mdm/protocol/payload-policy.ts'
import type { AbilitySource } from './ability-source.ts'
import { deeds } from './deeds.ts'
import type { PrivacySubject } from './privacy-subject.ts'
import { sights } from './sights.ts'
import { silentSources } from './silent-sources.ts'

/** A profile or declaration that is on the Mac, or is on its way there. */
export interface Policy {
  name: string
  payloadTypes: readonly string[]
  declarationTypes: readonly string[]
}

const mapped: ReadonlySet<string> = new Set([
  ...silentSources.payloads,
  ...[...Object.values(sights), ...Object.values(deeds)].flatMap(
    (source: AbilitySource) => source.payloads ?? [],
  ),
])

/**
 * Whether any policy could let the company. Profiles come by a command, which takes a right, or by a declaration,
 * which takes none: so the enrolment type alone bounds them.
 */
export function couldSet(subject: PrivacySubject, source: AbilitySource): boolean {
  return (
    (source.payloads ?? []).some((type) => takesPayload(subject, type)) ||
    (source.declarations ?? []).some((type) => takesDeclaration(subject.enrollmentType, type))
  )
}

/** Whether this policy does, on this Mac. What a Mac ignores lets nobody do anything. */
export function setsIt(policy: Policy, key: string, source: AbilitySource, subject: PrivacySubject): boolean {
  const payloads = new Set<string>(source.payloads)
  const declarations = new Set<string>(source.declarations)
  return (
    policy.payloadTypes.some(
      // A payload that Apple does not list is the preferences of some app.
      (type) =>
        takesPayload(subject, type) && (payloads.has(type) || (key === 'otherSettings' && !mapped.has(type))),
    ) ||
    policy.declarationTypes.some(
      (type) => declarations.has(type) && takesDeclaration(subject.enrollmentType, type),
    )
  )
}

function takesPayload({ enrollmentType }: PrivacySubject, type: string): boolean {
  return judgeProfilePayloads([type], enrollmentType).forbidden.length === 0
}
