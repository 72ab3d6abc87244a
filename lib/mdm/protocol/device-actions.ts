import type { CommandBody } from './commands.ts'
import { InvalidCommandError } from './errors.ts'

/**
 * Locks the Mac. Whoever unlocks it needs the PIN, so it must be kept before this is sent.
 *
 * throws   InvalidCommandError when the PIN is not six digits.
 * spec     mdm/commands/device.lock.yaml
 */
export function buildDeviceLock(options: {
  pin: string
  message?: string
  phoneNumber?: string
}): CommandBody {
  const body: CommandBody = { RequestType: 'DeviceLock', PIN: sixDigits(options.pin) }
  if (options.message !== undefined) body.Message = options.message
  if (options.phoneNumber !== undefined) body.PhoneNumber = options.phoneNumber
  return body
}

/**
 * How a Mac with a Secure Enclave behaves when it cannot erase in the modern way.
 * Source: mdm/commands/device.erase.yaml (ObliterationBehavior)
 */
export type ObliterationBehavior = 'Default' | 'DoNotObliterate' | 'ObliterateWithWarning' | 'Always'

/**
 * Erases the Mac. The PIN is for Intel Macs without a T2 chip.
 *
 * throws   InvalidCommandError when the PIN is not six digits.
 * spec     mdm/commands/device.erase.yaml
 */
export function buildEraseDevice(options: {
  pin: string
  obliterationBehavior?: ObliterationBehavior
}): CommandBody {
  const body: CommandBody = { RequestType: 'EraseDevice', PIN: sixDigits(options.pin) }
  if (options.obliterationBehavior !== undefined) body.ObliterationBehavior = options.obliterationBehavior
  return body
}

/**
 * Restarts the Mac: at once, or by asking the person at it.
 * Source: mdm/commands/device.restart.yaml
 */
export function buildRestartDevice(options: { notifyUser: boolean }): CommandBody {
  return options.notifyUser
    ? { RequestType: 'RestartDevice', NotifyUser: true }
    : { RequestType: 'RestartDevice' }
}

/**
 * Shuts the Mac down.
 * Source: mdm/commands/device.shutdown.yaml
 */
export function buildShutDownDevice(): CommandBody {
  return { RequestType: 'ShutDownDevice' }
}

function sixDigits(pin: string): string {
  if (!/^\d{6}$/.test(pin)) throw new InvalidCommandError('a PIN has six digits')
  return pin
}
