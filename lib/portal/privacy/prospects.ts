import { allAccessRights, personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import type { PrivacySubject } from './privacy-subject.ts'

/** The ways a Mac may be enrolled, from the one that gives the company least. */
export const prospectKinds = ['private', 'personal', 'company', 'automated'] as const

export type ProspectKind = (typeof prospectKinds)[number]

/** What an invitation of that kind asks for, so that it can be read before enrolling. */
export const prospects: Readonly<Record<ProspectKind, PrivacySubject>> = {
  private: { enrollmentType: 'user', accessRights: 0 },
  personal: { enrollmentType: 'device', accessRights: personalMacAccessRights },
  company: { enrollmentType: 'device', accessRights: allAccessRights },
  automated: { enrollmentType: 'automated', accessRights: allAccessRights },
}
