import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** DeviceLock: the Mac restarts to its lock screen and is out of reach until someone types the PIN. */
export const deviceLock: CommandHandler = ({ machine, command }) => {
  const pin = plistField.text(command, 'PIN') ?? ''
  if (pin !== '' && pin.length !== 6)
    return answer.malformed(12011, 'The PIN of DeviceLock has six characters')
  const message = plistField.text(command, 'Message')
  const phoneNumber = plistField.text(command, 'PhoneNumber')
  return answer.acknowledged({ MessageResult: 'Success' }, () => {
    machine.setPower({ kind: 'locked', pin, message, phoneNumber })
    machine.tell(
      'power',
      `Locked${message ? `, showing “${message}”` : ''}; it stays offline until the PIN is typed`,
    )
  })
}
