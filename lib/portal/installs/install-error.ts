export type InstallErrorCode =
  | 'app_not_found'
  | 'app_retired'
  | 'device_not_found'
  | 'install_not_found'
  | 'request_not_found'
  | 'already_requested'
  | 'already_installed'
  | 'request_key_used'
  | 'reason_missing'
  | 'request_already_decided'
  | 'request_expired'
  | 'own_request'
  | 'cannot_retry'
  | 'cannot_cancel'
  | 'cannot_choose'
  | 'required_app'
  | 'incompatible_os'
  | 'unsupported_by_enrolment'
  | 'mac_left'
  | 'mac_to_leave'
  | 'owner_inactive'

/** A person asked for something that cannot be. The pages turn the code into words (installs.errors.<code>). */
export class InstallError extends Error {
  override readonly name = 'InstallError'
  readonly code: InstallErrorCode

  constructor(code: InstallErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
