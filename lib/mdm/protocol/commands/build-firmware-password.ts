import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * Sets or changes the firmware password of an Intel Mac; an empty new one clears it. It works after a restart, and its
 * characters must be on the keyboard of the login screen: printable ASCII.
 *
 * throws   InvalidCommandError for other characters.
 * spec     mdm/commands/passcode.firmware.set.yaml
 */
export function buildSetFirmwarePassword(options: {
  newPassword: string
  currentPassword?: string
  allowOptionRoms?: boolean
}): CommandBody {
  const { newPassword, currentPassword, allowOptionRoms } = options
  return buildCommand('SetFirmwarePassword', {
    NewPassword: newPassword,
    ...(currentPassword !== undefined && { CurrentPassword: currentPassword }),
    ...(allowOptionRoms !== undefined && { AllowOroms: allowOptionRoms }),
  })
}

/**
 * Asks whether this is the firmware password.
 * Source: mdm/commands/passcode.firmware.verify.yaml
 */
export function buildVerifyFirmwarePassword(password: string): CommandBody {
  return buildCommand('VerifyFirmwarePassword', { Password: password })
}
