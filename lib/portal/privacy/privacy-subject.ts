/** How a Mac is enrolled, or would be. */
export interface PrivacySubject {
  enrollmentType: 'device' | 'user' | 'automated'
  accessRights: number
}

export function subjectOf(row: { enrollmentType: string; accessRights: number }): PrivacySubject {
  const enrollmentType = row.enrollmentType as PrivacySubject['enrollmentType']
  return { enrollmentType, accessRights: row.accessRights }
}
