import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * Sets or changes the password that macOS Recovery asks for on Apple silicon; an empty new one clears it.
 *
 * currentPassword   needed when there is one already
 * spec              mdm/commands/passcode.recovery.set.yaml
 */
export function buildSetRecoveryLock(options: {
  newPassword: string
  currentPassword?: string
}): CommandBody {
  const { newPassword, currentPassword } = options
  return buildCommand('SetRecoveryLock', {
    NewPassword: newPassword,
    ...(currentPassword !== undefined && { CurrentPassword: currentPassword }),
  })
}

/**
 * Asks whether this is the password of macOS Recovery. The answer is PasswordVerified.
 * Source: mdm/commands/passcode.recovery.verify.yaml
 */
export function buildVerifyRecoveryLock(password: string): CommandBody {
  return buildCommand('VerifyRecoveryLock', { Password: password })
}
