import type { CommandBody } from '../commands.ts'
import { InvalidCommandError } from '../errors.ts'
import { buildCommand } from './build-command.ts'

/**
 * Lets a local account try again that is locked after too many wrong passwords.
 * Source: mdm/commands/user.unlock.yaml
 */
export function buildUnlockUserAccount(userName: string): CommandBody {
  return buildCommand('UnlockUserAccount', { UserName: required(userName) })
}

/**
 * Deletes an account with all that is in it. There is no way back.
 * Source: mdm/commands/user.delete.yaml
 */
export function buildDeleteUser(userName: string): CommandBody {
  return buildCommand('DeleteUser', { UserName: required(userName) })
}

function required(userName: string): string {
  if (userName === '') throw new InvalidCommandError('an account without a name')
  return userName
}
