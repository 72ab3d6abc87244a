import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** RemoveApplication takes managed apps only. */
export const removeApplication: CommandHandler = ({ machine, command }) => {
  const identifier = plistField.text(command, 'Identifier')
  if (!identifier) return answer.malformed(12011, 'RemoveApplication needs an Identifier')
  const { state } = machine
  const app = state.apps.find((installed) => installed.identifier === identifier)
  if (!app?.managed) return answer.failed(12029, `“${identifier}” is not a managed app`)
  state.apps = state.apps.filter((installed) => installed !== app)
  machine.save()
  machine.tell('install', `Removed ${app.name}`)
  return answer.acknowledged()
}
