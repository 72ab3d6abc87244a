export type EnrollmentErrorCode =
  | 'enrollment_kind_not_offered'
  | 'enrollment_ownership_not_offered'
  | 'enrollment_too_many_macs'
  | 'enrollment_too_many_begun'
  | 'enrollment_other_account'
  | 'enrollment_person_inactive'
  | 'enrollment_domain_unknown'

/** Why somebody cannot enrol a Mac, or not in this way; the code is a key of the interface's messages. */
export class EnrollmentError extends Error {
  readonly code: EnrollmentErrorCode

  constructor(code: EnrollmentErrorCode) {
    super(code)
    this.code = code
  }
}
