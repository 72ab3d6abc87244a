import type { EnrollmentKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { type Abilities, judgeAbilities } from '#lib/portal/macs/judge-abilities.ts'
import { type ProspectKind, prospects } from '#lib/portal/privacy/prospects.ts'

/** Which of the prospects a Mac becomes when it is enrolled so. */
export function prospectOf(kind: EnrollmentKind, ownership: Ownership): ProspectKind {
  return kind === 'account_user' ? 'private' : ownership
}

/** What IT could see and do then: the short list. The page on privacy has the whole one. */
export function grantOf(kind: EnrollmentKind, ownership: Ownership): Abilities {
  return judgeAbilities(prospects[prospectOf(kind, ownership)])
}
