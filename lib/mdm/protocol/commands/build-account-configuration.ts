import type { CommandBody } from '../commands.ts'
import { InvalidCommandError } from '../errors.ts'
import { buildCommand } from './build-command.ts'

/**
 * The administrator that set-up makes before anybody uses the Mac. passwordHash comes from hashAccountPassword.
 * Source: mdm/commands/account.configuration.yaml (AutoSetupAdminAccounts)
 */
export type SetupAdministrator = {
  shortName: string
  fullName?: string
  passwordHash: Uint8Array
  hidden?: boolean
}

/**
 * What becomes of the account of the person who sets the Mac up: an administrator, a standard account, or none.
 * Source: mdm/commands/account.configuration.yaml (SkipPrimarySetupAccountCreation, SetPrimarySetupAccountAsRegularUser)
 */
export type PrimaryAccount =
  | { kind: 'administrator' | 'standard'; fullName?: string; userName?: string; locked?: boolean }
  | { kind: 'none' }

/**
 * Says which accounts Setup Assistant makes, while the Mac awaits its configuration. Without an administrator of ours
 * the person's account must be one, or nobody could administer the Mac.
 *
 * throws   InvalidCommandError for names that macOS does not take, or a Mac without an administrator.
 * spec     mdm/commands/account.configuration.yaml
 */
export function buildAccountConfiguration(options: {
  administrator?: SetupAdministrator
  primary?: PrimaryAccount
}): CommandBody {
  const { administrator, primary = { kind: 'administrator' } } = options
  if (administrator && !/^[a-z_][a-z0-9_.-]{0,30}$/i.test(administrator.shortName)) {
    throw new InvalidCommandError('a short name that macOS does not take')
  }
  return buildCommand('AccountConfiguration', {
    ...(administrator && { AutoSetupAdminAccounts: [administrator] }),
    ...(primary.kind === 'none' && { SkipPrimarySetupAccountCreation: true }),
    ...(primary.kind === 'standard' && { SetPrimarySetupAccountAsRegularUser: true }),
    ...(primary.kind !== 'none' && {
      ...(primary.fullName !== undefined && { PrimaryAccountFullName: primary.fullName }),
      ...(primary.userName !== undefined && { PrimaryAccountUserName: primary.userName }),
      ...(primary.locked === true && { LockPrimaryAccountInfo: true }),
    }),
  })
}
