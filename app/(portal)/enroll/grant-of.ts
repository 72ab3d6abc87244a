import { allAccessRights, personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import type { EnrollmentKind, Ownership } from '#lib/portal/enrollment/policy.ts'
import { type Abilities, judgeAbilities } from '#lib/portal/macs/judge-abilities.ts'

/** What IT could see and do if a Mac were enrolled so. It is what the invitation will ask for, not a list of our own. */
export function grantOf(kind: EnrollmentKind, ownership: Ownership): Abilities {
  return judgeAbilities({
    enrollmentType: kind === 'account_user' ? 'user' : 'device',
    accessRights: ownership === 'company' ? allAccessRights : personalMacAccessRights,
  })
}
