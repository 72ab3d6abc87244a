import { allAccessRights } from '../access-rights.ts'
import { checkCommand } from '../check-command.ts'
import { describeRefusal } from '../command-refusal.ts'
import { commandTable, type RequestType } from '../command-table/command-table.ts'
import type { CommandBody } from '../commands.ts'
import { InvalidCommandError } from '../errors.ts'
import type { PlistValue } from '../plist.ts'
import type { CommandKeys } from './command-keys.ts'

type Arguments<Type extends RequestType> =
  Record<never, never> extends CommandKeys<Type> ? [keys?: CommandKeys<Type>] : [keys: CommandKeys<Type>]

/**
 * Makes any command that macOS knows. Whether a certain Mac may be sent it is for checkCommand.
 *
 * throws   InvalidCommandError when a key is missing, unknown or wrong.
 * spec     mdm/commands/*.yaml
 */
export function buildCommand<Type extends RequestType>(
  requestType: Type,
  ...[keys]: Arguments<Type>
): CommandBody {
  const body: CommandBody = { RequestType: requestType }
  const given = Object.entries<PlistValue | undefined>({ ...keys })
  for (const [name, value] of given) if (value !== undefined) body[name] = value
  // A Mac about which nothing speaks against it, so that only the keys are judged.
  const [channel] = commandTable[requestType].channels
  const known = { osVersion: null, supervised: null, appleSilicon: null }
  const subject = { enrollmentType: 'automated', channel, accessRights: allAccessRights, ...known } as const
  const refusal = checkCommand(subject, body)
  if (refusal) throw new InvalidCommandError(describeRefusal(requestType, refusal))
  return body
}
