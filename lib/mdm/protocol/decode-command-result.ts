import { decodePlist } from './decode-plist.ts'
import { type EnrollmentIdentity, resolveEnrollment } from './enrollment-id.ts'
import { MalformedMessageError } from './errors.ts'
import { isPlistDict, type PlistDict } from './plist.ts'
import { readOptionalLabel, readToken } from './read-key.ts'

/**
 * Apple's five answers.
 * Source: Apple, "Sending MDM commands to a device" (Status)
 */
export type CommandStatus = 'Idle' | 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow'

/**
 * One link of the chain that explains an error, outermost first. The numbers are not stable between versions.
 * Source: Apple, "Handling errors" (ErrorChainItem)
 */
export type ErrorChainItem = {
  errorCode: number
  errorDomain: string
  localizedDescription: string
  usEnglishDescription: string | null
}

/**
 * What a Mac says about its last command. commandUuid is null only when Idle.
 * Source: Apple, "Sending MDM commands to a device"; mdm/commands/*.yaml
 */
export type CommandResult = {
  enrollment: EnrollmentIdentity
  status: CommandStatus
  commandUuid: string | null
  errorChain: ErrorChainItem[]
  response: PlistDict
}

const statuses: ReadonlySet<string> = new Set([
  'Idle',
  'Acknowledged',
  'Error',
  'CommandFormatError',
  'NotNow',
])
const maxErrors = 16

/**
 * Reads what a Mac sent to the server URL.
 *
 * throws   MalformedPlistError, MalformedMessageError.
 * spec     Apple, "Sending MDM commands to a device"
 */
export function decodeCommandResult(bytes: Uint8Array): CommandResult {
  const response = decodePlist(bytes)
  if (!isPlistDict(response)) throw new MalformedMessageError('a command result is a dictionary')
  const status = readToken(response, 'Status', 64)
  if (!isStatus(status)) throw new MalformedMessageError('a status that Macs do not send')
  const commandUuid = status === 'Idle' ? null : readToken(response, 'CommandUUID', 128)
  return {
    enrollment: resolveEnrollment(response),
    status,
    commandUuid,
    errorChain: readErrorChain(response),
    response,
  }
}

function isStatus(status: string): status is CommandStatus {
  return statuses.has(status)
}

function readErrorChain(response: PlistDict): ErrorChainItem[] {
  const chain = response.ErrorChain
  if (chain === undefined) return []
  if (!Array.isArray(chain)) throw new MalformedMessageError('ErrorChain is not an array')
  return chain.slice(0, maxErrors).map((item) => {
    if (!isPlistDict(item)) throw new MalformedMessageError('ErrorChain holds something else than errors')
    const errorCode = item.ErrorCode
    return {
      errorCode: typeof errorCode === 'number' ? errorCode : 0,
      errorDomain: readOptionalLabel(item, 'ErrorDomain') ?? '',
      localizedDescription: readOptionalLabel(item, 'LocalizedDescription') ?? '',
      usEnglishDescription: readOptionalLabel(item, 'USEnglishDescription') ?? null,
    }
  })
}
