import type { EnrollmentKind } from './policy.ts'

/** How far somebody is, as far as the server can know: an invitation's state, and before there is one, `begun`. */
export type EnrollmentStage = 'begun' | 'waiting' | 'opened' | 'identified' | 'authenticated' | 'enrolled'

/** What the server saw a Mac stumble over. */
export type Trouble = 'clock_wrong' | 'other_mac' | 'other_person'

export type StuckReason =
  | Trouble
  | 'push_missing'
  | 'not_signed_in'
  | 'profile_not_fetched'
  | 'apple_account'
  | 'link_not_opened'
  | 'not_installed'
  | 'no_check_in'
  | 'half_way'
  | 'page_pending'

/** Why it goes no further. Without a push certificate no Mac can finish, so that comes before all else. */
export function stuckReason(facts: {
  kind: EnrollmentKind
  stage: EnrollmentStage
  pushMissing: boolean
  trouble: Trouble | null
}): StuckReason {
  const { kind, stage, pushMissing, trouble } = facts
  if (pushMissing) return 'push_missing'
  if (trouble) return trouble
  const byLink = kind === 'profile'
  switch (stage) {
    case 'begun':
      return byLink ? 'link_not_opened' : 'not_signed_in'
    case 'waiting':
      return byLink ? 'link_not_opened' : 'profile_not_fetched'
    case 'opened':
      return byLink ? 'not_installed' : 'apple_account'
    case 'identified':
      return 'no_check_in'
    case 'authenticated':
      return 'half_way'
    case 'enrolled':
      return 'page_pending'
  }
}
