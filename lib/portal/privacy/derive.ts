import type { AbilitySource } from './ability-source.ts'
import { type Deed, deeds } from './deeds.ts'
import { judgeDirect } from './judge-direct.ts'
import { couldSet, type Policy, setsIt } from './judge-policies.ts'
import type { PrivacySubject } from './privacy-subject.ts'
import { type Sight, sights } from './sights.ts'

/** Why not. no_such_command: there is no way to ask a Mac for it, however it is enrolled. */
export type NeverReason = 'no_such_command' | 'private_enrolment' | 'right_not_given' | 'only_automated'

export type AbilityKey = Sight | Deed

interface Named {
  key: AbilityKey
  kind: 'see' | 'do'
}

export interface NeverItem extends Named {
  reason: NeverReason
}

/** It comes with the enrolment, or it is there because of policies, which are named. */
export type AlwaysItem = Named & ({ reason: 'enrolment' } | { reason: 'policy'; policies: string[] })

/** Nothing on the Mac lets the company yet; a policy could. */
export interface MightItem extends Named {
  reason: 'needs_policy'
}

export interface Privacy {
  never: NeverItem[]
  always: AlwaysItem[]
  might: MightItem[]
}

const named: readonly (Named & { source: AbilitySource })[] = [
  ...Object.entries(sights).map(([key, source]) => ({ key: key as Sight, kind: 'see' as const, source })),
  ...Object.entries(deeds).map(([key, source]) => ({ key: key as Deed, kind: 'do' as const, source })),
]

/**
 * What a company can see of a Mac and do to it: never, always (it needs nothing more than to want it), or only once it
 * has put a policy on the Mac. Derived from Apple's rules for the enrolment, the rights given and the policies that
 * are there. Versions of macOS and kinds of hardware are left out, as the page should not turn wrong by an update.
 */
export function derive(subject: PrivacySubject, policies: readonly Policy[]): Privacy {
  const privacy: Privacy = { never: [], always: [], might: [] }
  for (const { key, kind, source } of named) {
    const direct = judgeDirect(subject, source)
    const setting = policies.filter((policy) => setsIt(policy, key, source, subject))
    if (direct === 'granted') privacy.always.push({ key, kind, reason: 'enrolment' })
    else if (setting.length > 0) {
      const names = [...new Set(setting.map(({ name }) => name))].sort()
      privacy.always.push({ key, kind, reason: 'policy', policies: names })
    } else if (couldSet(subject, source)) privacy.might.push({ key, kind, reason: 'needs_policy' })
    else privacy.never.push({ key, kind, reason: direct ?? reasonWithoutCommand(source) })
  }
  return privacy
}

/** Policies would be the only way, and only a private enrolment shuts any out. */
function reasonWithoutCommand({ payloads = [], declarations = [] }: AbilitySource): NeverReason {
  return payloads.length + declarations.length > 0 ? 'private_enrolment' : 'no_such_command'
}

/** Whether it still is one: a notice may be older than this Zelf. */
export function isAbilityKey(key: string): key is AbilityKey {
  return Object.hasOwn(sights, key) || Object.hasOwn(deeds, key)
}
