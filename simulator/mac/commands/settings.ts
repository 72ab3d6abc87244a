import type { Machine } from '../machine.ts'
import type { PlistDict } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

function apply(machine: Machine, setting: PlistDict): PlistDict {
  const item = plistField.text(setting, 'Item') ?? ''
  const isUser = machine.state.enrollment?.mode === 'user'
  const name = plistField.text(setting, 'DeviceName')
  if (item === 'DeviceName' && name && !isUser) {
    machine.state.deviceName = name
    return { Item: item, Status: 'Acknowledged' }
  }
  if (item === 'OrganizationInfo') {
    const info = plistField.dict(setting, 'OrganizationInfo') ?? {}
    const texts = Object.entries(info).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    )
    machine.state.organization = Object.fromEntries(texts)
    return { Item: item, Status: 'Acknowledged' }
  }
  const quiet = ['HostName', 'MDMOptions', 'Bluetooth'].includes(item) && !isUser
  if (quiet || item === 'ApplicationConfiguration') return { Item: item, Status: 'Acknowledged' }
  return {
    Item: item,
    Status: 'Error',
    ...answer.failed(28000, `The setting “${item}” is not known`, 'MCSettingsErrorDomain').response,
  }
}

/** Settings: each item is answered on its own. */
export const settings: CommandHandler = ({ machine, command }) => {
  const items = plistField.dicts(command, 'Settings')
  if (items.length === 0) return answer.malformed(12011, 'Settings needs a list of settings')
  const results = items.map((item) => apply(machine, item))
  machine.save()
  return answer.acknowledged({ Settings: results })
}
