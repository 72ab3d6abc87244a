import type { EnrollmentIdentity } from './enrollment-id.ts'
import type { PlistDict } from './plist.ts'

type Spoken = {
  enrollment: EnrollmentIdentity
  /** keys that Apple has not told of */
  unknown: PlistDict
}

/**
 * The first word of a Mac that installs the enrollment profile.
 * Source: mdm/checkin/authenticate.yaml
 */
export type Authenticate = Spoken & {
  messageType: 'Authenticate'
  topic: string
  deviceName: string
  model: string
  modelName: string
  osVersion?: string
  buildVersion?: string
  productName?: string
  serialNumber?: string
}

/**
 * Where to push to from now on; the first one completes the enrollment of its channel.
 * Source: mdm/checkin/tokenupdate.yaml
 */
export type TokenUpdate = Spoken & {
  messageType: 'TokenUpdate'
  topic: string
  pushToken: Uint8Array
  pushMagic: string
  awaitingConfiguration: boolean
  notOnConsole?: boolean
  userShortName?: string
  userLongName?: string
}

/**
 * The enrollment profile was removed.
 * Source: mdm/checkin/checkout.yaml
 */
export type CheckOut = Spoken & { messageType: 'CheckOut'; topic?: string }

/**
 * A network or mobile account logs in and asks to be managed.
 * Source: mdm/checkin/userauthenticate.yaml
 */
export type UserAuthenticate = Spoken & { messageType: 'UserAuthenticate'; digestResponse?: string }

/**
 * The Mac hands over its bootstrap token; null asks us to forget the one we have.
 * Source: mdm/checkin/setbootstraptoken.yaml
 */
export type SetBootstrapToken = Spoken & {
  messageType: 'SetBootstrapToken'
  bootstrapToken: Uint8Array | null
}

/**
 * The Mac asks for its bootstrap token.
 * Source: mdm/checkin/getbootstraptoken.yaml
 */
export type GetBootstrapToken = Spoken & { messageType: 'GetBootstrapToken' }

/**
 * The Mac asks for a token of one of Apple's services.
 * Source: mdm/checkin/gettoken.yaml
 */
export type GetToken = Spoken & {
  messageType: 'GetToken'
  tokenServiceType: string
  tokenParameters: PlistDict | null
}

/**
 * Declarative management inside a check-in; data is JSON, with endpoint `status` only.
 * Source: mdm/checkin/declarativemanagement.yaml
 */
export type DeclarativeManagement = Spoken & {
  messageType: 'DeclarativeManagement'
  endpoint: string
  data: Uint8Array | null
}

/**
 * All that a Mac may say at the check-in URL, told apart by messageType.
 * Source: mdm/checkin/*.yaml
 */
export type CheckIn =
  | Authenticate
  | TokenUpdate
  | CheckOut
  | UserAuthenticate
  | SetBootstrapToken
  | GetBootstrapToken
  | GetToken
  | DeclarativeManagement
