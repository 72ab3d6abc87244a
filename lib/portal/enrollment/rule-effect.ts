import {
  type EnrollmentKind,
  enrollmentKinds,
  fittingKinds,
  type GroupRule,
  isFull,
  type Offered,
  type Ownership,
  offeredTo,
  ownerships,
} from './policy.ts'

/** People who are in the same groups with a rule and have as many Macs. */
export interface PeopleAlike {
  groupIds: string[]
  macs: number
  people: number
}

export interface RuleEffect {
  /** How many people may enrol such a Mac in such a way, now and then. */
  ways: { ownership: Ownership; kind: EnrollmentKind; before: number; after: number }[]
  /** Who can enrol none at all. */
  none: { before: number; after: number }
  /** Who has as many Macs as they may, or more: those Macs stay, but no other comes in. */
  full: { before: number; after: number }
}

export type RuleOfGroup = GroupRule & { groupId: string }

function ways(offered: Offered): string[] {
  return ownerships.flatMap((ownership) =>
    fittingKinds({ ownership, osVersion: null, offered, hasManagedAppleAccount: true }).map(
      (kind) => `${ownership} ${kind}`,
    ),
  )
}

function count(crowd: readonly PeopleAlike[], rules: readonly RuleOfGroup[]) {
  const able = new Map<string, number>()
  let none = 0
  let full = 0
  for (const { groupIds, macs, people } of crowd) {
    const offered = offeredTo(rules.filter((rule) => rule.everyone || groupIds.includes(rule.groupId)))
    const theirs = ways(offered)
    for (const way of theirs) able.set(way, (able.get(way) ?? 0) + people)
    if (theirs.length === 0) none += people
    else if (isFull(offered, macs)) full += people
  }
  return { able, none, full }
}

/** What another set of rules would mean for these people. */
export function ruleEffect(
  crowd: readonly PeopleAlike[],
  now: readonly RuleOfGroup[],
  then: readonly RuleOfGroup[],
): RuleEffect {
  const [before, after] = [count(crowd, now), count(crowd, then)]
  return {
    ways: ownerships.flatMap((ownership) =>
      enrollmentKinds.flatMap((kind) => {
        const way = `${ownership} ${kind}`
        if (way === 'company account_user') return []
        return [{ ownership, kind, before: before.able.get(way) ?? 0, after: after.able.get(way) ?? 0 }]
      }),
    ),
    none: { before: before.none, after: after.none },
    full: { before: before.full, after: after.full },
  }
}
