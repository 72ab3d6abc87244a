import type { CommandResult, ErrorChainItem } from '../protocol/decode-command-result.ts'
import {
  type CommandResultRow,
  type FiledResult,
  storeLateResult,
  storeNotNow,
} from '../store/command-results.ts'
import type { Caller } from '../store/poll.ts'
import { digestedKinds } from './digest-inventory.ts'
import { requireChannel } from './identify-device.ts'
import { closeAnswer } from './kept-answer.ts'
import type { MdmContext } from './mdm-context.ts'
import { isUuid } from './random-uuid.ts'
import { UnknownCommandError } from './refusals.ts'
import { openBody } from './sealed-body.ts'

/** What every answer holds; one with more holds an answer that may be worth keeping. */
const bareKeys: ReadonlySet<string> = new Set([
  'Status',
  'CommandUUID',
  'UDID',
  'UserID',
  'UserShortName',
  'UserLongName',
  'NotOnConsole',
  'EnrollmentID',
  'EnrollmentUserID',
  'ErrorChain',
])

/**
 * Files what a Mac says about its last command and gives the next one to run: one round trip to the database.
 *
 * body     the request as it came; kinds that a job digests are kept as they are
 * returns  the plist of the next command, or null: an empty 200, and the Mac sleeps until a push. Straight after a
 *          result, deferred commands are passed over so that we do not ask twice.
 * throws   UnknownCommandError when the command was never sent to this enrollment; IdentityError; NotEnrolledError.
 * spec     Apple, "Sending MDM commands to a device"; mdm/commands/*.yaml
 */
export async function reportResult(
  context: MdmContext,
  certificateSha256: string,
  result: CommandResult,
  body: Uint8Array,
): Promise<string | null> {
  const { id: enrollmentId, deviceId } = result.enrollment
  const caller = { deviceId, enrollmentId, certificateSha256 }
  if (result.commandUuid === null) {
    const polled = await context.desk.poll(caller)
    requireChannel(polled, deviceId)
    context.lastSeen.note(enrollmentId)
    return openBody(context, polled.body)
  }
  const filed = await fileResult(context, caller, { ...result, commandUuid: result.commandUuid }, body)
  requireChannel(filed, deviceId)
  context.lastSeen.note(enrollmentId)
  if (!filed.known) throw new UnknownCommandError('a result for a command that was never sent here')
  return openBody(context, filed.body)
}

async function fileResult(
  context: MdmContext,
  caller: Caller,
  result: CommandResult & { commandUuid: string },
  body: Uint8Array,
): Promise<FiledResult> {
  const { status, commandUuid } = result
  const now = context.clock()
  if (!isUuid(commandUuid)) throw new UnknownCommandError('a command UUID that is none of ours')
  if (status === 'NotNow') return storeNotNow(context.sql, { ...caller, commandUuid }, now)
  if (status === 'Idle') throw new UnknownCommandError('Idle is no result')
  const row: CommandResultRow = {
    ...caller,
    commandUuid,
    status,
    errorChain: result.errorChain.map(inAppleWords),
    body: Object.keys(result.response).every((key) => bareKeys.has(key))
      ? null
      : await closeAnswer(context, result, body),
  }
  const filed = await context.desk.file(row)
  if (filed.givenUp) await storeLateResult(context.sql, row, digestedKinds, now)
  if (filed.known) context.onWork?.(row.body ? 'results' : 'events')
  return filed
}

function inAppleWords(item: ErrorChainItem): Record<string, unknown> {
  return {
    ErrorCode: item.errorCode,
    ErrorDomain: item.errorDomain,
    LocalizedDescription: item.localizedDescription,
    ...(item.usEnglishDescription !== null && { USEnglishDescription: item.usEnglishDescription }),
  }
}
