import { MdmError } from '../protocol/errors.ts'

/**
 * Why somebody cannot enroll a Mac by signing in on it. Those that begin with `token_` are about the token that the
 * Mac showed: it is told to have its user sign in again.
 * Source: RFC 6750 section 3.1; Apple, "Onboarding users with account-driven enrollment"
 */
export type AccountRefusal =
  | 'token_unknown'
  | 'token_expired'
  | 'token_used'
  | 'token_revoked'
  | 'token_of_other_kind'
  | 'token_replayed'
  | 'macos_too_old'
  | 'not_a_mac'
  | 'clock_wrong'
  | 'account_sign_in_missing'

/**
 * An account-driven enrollment that does not go on. invitationId and personId are of the token, where that is known.
 * Source: Apple, "Onboarding users with account-driven enrollment"
 */
export class AccountError extends MdmError {
  declare readonly code: AccountRefusal
  readonly whose: { invitationId: string; personId: string } | null

  constructor(
    code: AccountRefusal,
    message: string,
    whose: { invitationId: string; personId: string } | null = null,
  ) {
    super(code, message)
    this.whose = whose
  }
}

/**
 * The token of a user channel that is not, or not any more, good for it.
 * Source: Apple, "Onboarding users with account-driven enrollment"
 */
export class BearerTokenError extends MdmError {
  constructor() {
    super('bearer_token_refused', 'The token is not one of this enrollment.')
  }
}

/**
 * A request for a token that is not answered with one; the code is the standard's own.
 * Source: RFC 6749 section 5.2
 */
export class OAuthError extends MdmError {
  declare readonly code: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type'

  constructor(
    code: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type',
    message: string,
  ) {
    super(code, message)
  }
}
