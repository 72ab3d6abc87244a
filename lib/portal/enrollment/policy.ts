/** account_user and account_device begin in System Settings with an account; profile begins with a link from here. */
export const enrollmentKinds = ['account_user', 'account_device', 'profile'] as const
export type EnrollmentKind = (typeof enrollmentKinds)[number]
export type AccountKind = Exclude<EnrollmentKind, 'profile'>

export const ownerships = ['personal', 'company'] as const
export type Ownership = (typeof ownerships)[number]

/** The first macOS on which somebody can enrol by signing in. */
export const firstAccountMacOs = 14

/** The rule of one of a person's groups; `everyone` is the group that everybody is in. */
export type GroupRule = {
  everyone: boolean
  kinds: readonly string[]
  ownerships: readonly string[]
  maxMacs: number | null
}

/** What somebody may do; maxMacs counts the Macs that are enrolled at one time, null is any number. */
export type Offered = {
  kinds: readonly EnrollmentKind[]
  ownerships: readonly Ownership[]
  maxMacs: number | null
}

const everything: Offered = { kinds: enrollmentKinds, ownerships, maxMacs: null }

/** Who is in several groups with a rule is offered all that they offer, and the largest of their numbers. */
export function offeredTo(rules: readonly GroupRule[]): Offered {
  const own = rules.filter((rule) => !rule.everyone)
  const counted = own.length > 0 ? own : rules
  if (counted.length === 0) return everything
  const numbers = counted.map((rule) => rule.maxMacs)
  return {
    kinds: enrollmentKinds.filter((kind) => counted.some((rule) => rule.kinds.includes(kind))),
    ownerships: ownerships.filter((whose) => counted.some((rule) => rule.ownerships.includes(whose))),
    maxMacs: numbers.includes(null) ? null : Math.max(...numbers.map((number) => number ?? 0)),
  }
}

/** osVersion is the major number; null when nobody knows, which counts as new enough: nearly every Mac is. */
export type Situation = {
  ownership: Ownership
  osVersion: number | null
  offered: Offered
  hasManagedAppleAccount: boolean
}

const orderOf: Readonly<Record<Ownership, readonly EnrollmentKind[]>> = {
  personal: ['account_user', 'profile', 'account_device'],
  company: ['account_device', 'profile'],
}

/** All kinds that fit, the best first. The least that IT can do comes first for a personal Mac. */
export function fittingKinds(situation: Situation): EnrollmentKind[] {
  const { ownership, osVersion, offered, hasManagedAppleAccount } = situation
  if (!offered.ownerships.includes(ownership)) return []
  const canSignIn = hasManagedAppleAccount && (osVersion === null || osVersion >= firstAccountMacOs)
  return orderOf[ownership].filter(
    (kind) => offered.kinds.includes(kind) && (kind === 'profile' || canSignIn),
  )
}

/** Null when nothing of what is offered fits. */
export function recommend(situation: Situation): EnrollmentKind | null {
  return fittingKinds(situation)[0] ?? null
}

/**
 * Which of the two ways a Mac is sent when somebody signs in on it: what they last chose in the wizard where it is
 * offered, else the private one. Null when neither is offered.
 */
export function chooseAccountKind(offered: Offered, choice: string | null): AccountKind | null {
  const possible: AccountKind[] = []
  if (accountOwnerships(offered, 'account_user').length > 0) possible.push('account_user')
  if (accountOwnerships(offered, 'account_device').length > 0) possible.push('account_device')
  return possible.find((kind) => kind === choice) ?? possible[0] ?? null
}

/** Whose Mac it can be that enrols in this way: the private way is for personal Macs only. */
export function accountOwnerships(offered: Offered, kind: AccountKind): Ownership[] {
  if (!offered.kinds.includes(kind)) return []
  return offered.ownerships.filter((whose) => kind === 'account_device' || whose === 'personal')
}

/** True when one more Mac would be too many. */
export function isFull(offered: Offered, enrolledMacs: number): boolean {
  return offered.maxMacs !== null && enrolledMacs >= offered.maxMacs
}
