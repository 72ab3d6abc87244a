/**
 * The root of everything that the MDM server refuses. `code` is stable and safe to show, log and count.
 * Source: house rule 8 (one place turns a code into an HTTP status)
 */
export class MdmError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/**
 * The bytes are no XML property list that we read.
 * Source: Apple, PropertyList-1.0.dtd
 */
export class MalformedPlistError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('malformed_plist', message, options)
  }
}

/**
 * A value that no XML property list can express.
 * Source: Apple, PropertyList-1.0.dtd; XML 1.0 section 2.2 (Char)
 */
export class UnencodablePlistError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('unencodable_plist', message, options)
  }
}

/**
 * A property list that is not the message it should be: a key is missing, of another type or too long.
 * Source: mdm/checkin/*.yaml, mdm/commands/*.yaml
 */
export class MalformedMessageError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('malformed_message', message, options)
  }
}

/**
 * A check-in of a kind that a Mac does not send.
 * Source: mdm/checkin/*.yaml
 */
export class UnknownMessageTypeError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('unknown_message_type', message, options)
  }
}

/**
 * A command that Apple does not allow in this form.
 * Source: mdm/commands/*.yaml
 */
export class InvalidCommandError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('invalid_command', message, options)
  }
}

/**
 * An uploaded file that is no configuration profile.
 * Source: mdm/profiles/TopLevel.yaml
 */
export class MalformedProfileError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('malformed_profile', message, options)
  }
}

/**
 * Bytes that are no DER, or BER that we do not read.
 * Source: ITU-T X.690
 */
export class MalformedDerError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('malformed_der', message, options)
  }
}

/**
 * Why a device was not believed.
 * Source: RFC 5652 section 5.6; RFC 5280 section 6.1
 */
export type IdentityErrorCode =
  | 'signature_missing'
  | 'signature_malformed'
  | 'signature_invalid'
  | 'certificate_malformed'
  | 'certificate_untrusted'
  | 'certificate_expired'
  | 'certificate_revoked'
  | 'certificate_mismatch'

/**
 * The device is not who it says. Never to be answered with 401: that makes a Mac unenrol.
 * Source: RFC 5652 section 5.6; RFC 5280 section 6.1
 */
export class IdentityError extends MdmError {
  declare readonly code: IdentityErrorCode

  constructor(code: IdentityErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options)
  }
}

/**
 * The failInfo words of SCEP.
 * Source: RFC 8894 section 3.2.1.4
 */
export type ScepFailInfo = 'badAlg' | 'badMessageCheck' | 'badRequest' | 'badTime' | 'badCertId'

/**
 * A SCEP message that cannot even be answered with a signed failure (or the reason for one).
 * Source: RFC 8894 section 3.2
 */
export class ScepError extends MdmError {
  readonly failInfo: ScepFailInfo

  constructor(failInfo: ScepFailInfo, message: string, options?: ErrorOptions) {
    super('scep_refused', message, options)
    this.failInfo = failInfo
  }
}
