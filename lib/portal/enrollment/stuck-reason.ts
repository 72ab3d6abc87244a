import type { EnrollmentKind } from './policy.ts'

/** How far somebody is, as far as the server can know: an invitation's state, and before there is one, `begun`. */
export type EnrollmentStage = 'begun' | 'waiting' | 'opened' | 'identified' | 'authenticated' | 'enrolled'

export type StuckReason =
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
}): StuckReason {
  const { kind, stage, pushMissing } = facts
  if (pushMissing) return 'push_missing'
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
