import type { CommandRefusalCode } from '../protocol/command-refusal.ts'
import { MdmError } from '../protocol/errors.ts'

/**
 * A signed message from a device that is not, or no longer, enrolled.
 * Source: Apple, "Managing connections between devices and the server"
 */
export class NotEnrolledError extends MdmError {
  constructor(message: string) {
    super('not_enrolled', message)
  }
}

/**
 * A result for a command that this enrollment was never sent.
 * Source: Apple, "Sending MDM commands to a device"
 */
export class UnknownCommandError extends MdmError {
  constructor(message: string) {
    super('unknown_command', message)
  }
}

/**
 * A command that this enrollment can not be asked to run, or not in this form. `detail` names the key that is meant,
 * and the version of macOS that brought or removed it.
 * Source: mdm/commands/*.yaml (userenrollment, accessrights, requiresdep, supervised, supportedOS, payloadkeys)
 */
export class CommandForbiddenError extends MdmError {
  declare readonly code: CommandRefusalCode | 'not_enrolled'
  readonly detail: { key: string | null; version: string | null }

  constructor(
    code: CommandRefusalCode | 'not_enrolled',
    message: string,
    detail: { key: string | null; version: string | null } = { key: null, version: null },
  ) {
    super(code, message)
    this.detail = detail
  }
}

/**
 * A place in a list of commands that is none of ours.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export class UnknownPositionError extends MdmError {
  constructor(message: string) {
    super('position_unknown', message)
  }
}

/**
 * Why a link leads nowhere.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export type ClosedLink =
  | 'invitation_unknown'
  | 'invitation_used'
  | 'invitation_revoked'
  | 'invitation_expired'

/**
 * An enrollment link that leads nowhere: never made, used, ended by us, or too old.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export class InvitationError extends MdmError {
  declare readonly code: ClosedLink

  constructor(code: ClosedLink, message: string) {
    super(code, message)
  }
}

/**
 * A Mac with a good identity that is not let in all the same.
 * Source: mdm/checkin/authenticate.yaml
 */
export class NotAdmittedError extends MdmError {
  constructor() {
    super('mac_not_admitted', 'This Mac may not enroll now. The portal says why.')
  }
}

/**
 * A check-in that we understand and do not serve: a network account, or a service token that we do not have.
 * Source: mdm/checkin/userauthenticate.yaml, mdm/checkin/gettoken.yaml
 */
export class NotServedError extends MdmError {
  constructor(
    code: 'user_not_managed' | 'token_service_unknown' | 'declaration_unknown' | 'asset_unknown',
    message: string,
  ) {
    super(code, message)
  }
}

/**
 * Why a push certificate, a vendor certificate, or a step on the way to one, cannot be used.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificateRefusal =
  | 'push_certificate_missing'
  | 'push_certificate_unreadable'
  | 'push_certificate_expired'
  | 'push_password_missing'
  | 'push_password_wrong'
  | 'push_topic_missing'
  | 'push_topic_changes'
  | 'push_key_missing'
  | 'push_key_mismatch'
  | 'push_other_request'
  | 'push_vendor_missing'
  | 'push_vendor_unusable'
  | 'push_vendor_chain_incomplete'
  | 'push_request_missing'
  | 'push_reply_unreadable'
  | 'mdmcert_not_set_up'
  | 'mdmcert_unreachable'
  | 'mdmcert_refused'

/**
 * A push certificate that cannot be used.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export class PushCertificateError extends MdmError {
  declare readonly code: PushCertificateRefusal

  constructor(code: PushCertificateRefusal, message: string, options?: ErrorOptions) {
    super(code, message, options)
  }
}
