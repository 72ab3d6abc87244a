import { plistField } from '../plist-field.ts'
import { syncDeclarations } from '../sync-declarations.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** DeclarativeManagement: acknowledged first; the Mac then fetches what is new and reports. */
export const declarativeManagement: CommandHandler = ({ machine, client, channel, command }) => {
  const data = plistField.data(command, 'Data')
  return answer.acknowledged({}, () => syncDeclarations(machine, client, channel, data))
}
