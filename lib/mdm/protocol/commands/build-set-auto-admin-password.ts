import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * Changes the password of the administrator that set-up made.
 *
 * guid           of that account, from DeviceInformation (AutoSetupAdminAccounts)
 * passwordHash   from hashAccountPassword
 * spec           mdm/commands/set.auto.admin.password.yaml
 */
export function buildSetAutoAdminPassword(options: { guid: string; passwordHash: Uint8Array }): CommandBody {
  return buildCommand('SetAutoAdminPassword', { GUID: options.guid, passwordHash: options.passwordHash })
}
