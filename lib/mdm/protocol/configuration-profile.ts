import { readCmsContent } from '../pki/read-cms-content.ts'
import { decodePlist } from './decode-plist.ts'
import { MalformedProfileError, MdmError } from './errors.ts'
import { isPlistDict, type PlistDict, type PlistValue } from './plist.ts'
import { readLabel, readOptionalLabel, readOptionalToken, readToken } from './read-key.ts'

/**
 * One payload of a profile.
 * Source: mdm/profiles/CommonPayloadKeys.yaml
 */
export type ProfilePayload = { type: string; identifier: string; displayName: string }

/**
 * What an uploaded profile says of itself.
 * Source: mdm/profiles/TopLevel.yaml
 */
export type ConfigurationProfile = {
  identifier: string
  displayName: string
  uuid: string
  scope: 'System' | 'User'
  signed: boolean
  payloads: ProfilePayload[]
  /** the dictionary itself, for those who look deeper */
  dict: PlistDict
}

const maxPayloads = 500

/**
 * Reads a .mobileconfig: an XML property list, or one inside a signature that fits (whoever made it).
 *
 * throws   MalformedProfileError with the reason as its cause.
 * spec     mdm/profiles/TopLevel.yaml, CommonPayloadKeys.yaml; Apple, "Configuring multiple devices using profiles"
 */
export function readConfigurationProfile(bytes: Uint8Array): ConfigurationProfile {
  const signed = bytes[0] === 0x30
  try {
    const dict = decodePlist(signed ? readCmsContent(bytes).content : bytes)
    if (!isPlistDict(dict)) throw new MalformedProfileError('a profile is a dictionary')
    if (dict.PayloadType !== 'Configuration') throw new MalformedProfileError('not a configuration profile')
    if (dict.EncryptedPayloadContent !== undefined) {
      throw new MalformedProfileError('an encrypted profile cannot be judged')
    }
    const identifier = readToken(dict, 'PayloadIdentifier')
    return {
      identifier,
      displayName: readOptionalLabel(dict, 'PayloadDisplayName') ?? identifier,
      uuid: readToken(dict, 'PayloadUUID'),
      scope: readScope(dict),
      signed,
      payloads: readPayloads(dict.PayloadContent),
      dict,
    }
  } catch (cause) {
    if (cause instanceof MalformedProfileError || !(cause instanceof MdmError)) throw cause
    throw new MalformedProfileError(cause.message, { cause })
  }
}

function readScope(dict: PlistDict): 'System' | 'User' {
  const scope = readOptionalToken(dict, 'PayloadScope') ?? 'User'
  if (scope !== 'System' && scope !== 'User') throw new MalformedProfileError('a scope is System or User')
  return scope
}

function readPayloads(content: PlistValue | undefined): ProfilePayload[] {
  if (!Array.isArray(content)) throw new MalformedProfileError('PayloadContent is not an array')
  if (content.length === 0 || content.length > maxPayloads) {
    throw new MalformedProfileError(`a profile has 1 to ${maxPayloads} payloads`)
  }
  return content.map((payload) => {
    if (!isPlistDict(payload)) throw new MalformedProfileError('a payload is a dictionary')
    const type = readToken(payload, 'PayloadType')
    readToken(payload, 'PayloadUUID')
    return {
      type,
      identifier: readToken(payload, 'PayloadIdentifier'),
      displayName: payload.PayloadDisplayName === undefined ? type : readLabel(payload, 'PayloadDisplayName'),
    }
  })
}
