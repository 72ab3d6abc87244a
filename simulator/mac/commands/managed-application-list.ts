import type { AppInstall } from '../mac-state.ts'
import type { PlistDict } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

const statusOf: Record<AppInstall['phase'], string> = {
  queued: 'Queued',
  prompting: 'Prompting',
  downloading: 'Installing',
  installing: 'Installing',
}

const item = (status: string, managementFlags: number): PlistDict => {
  return { Status: status, ManagementFlags: managementFlags, HasConfiguration: false, HasFeedback: false }
}

/** ManagedApplicationList. Failed and UserRejected are said once; then the app is gone from the list. */
export const managedApplicationList: CommandHandler = ({ machine, command }) => {
  const { state } = machine
  const wanted = new Set(plistField.texts(command, 'Identifiers'))
  const isWanted = (identifier: string) => wanted.size === 0 || wanted.has(identifier)
  const list: PlistDict = {}
  for (const app of state.apps) {
    if (app.managed && isWanted(app.identifier)) {
      list[app.identifier] = item('Managed', app.removeWithEnrollment ? 1 : 0)
    }
  }
  for (const install of state.installs) {
    if (install.app && install.managed && isWanted(install.app.identifier)) {
      list[install.app.identifier] = item(statusOf[install.phase], install.removeWithEnrollment ? 1 : 0)
    }
  }
  for (const { identifier, status, managementFlags } of state.passingStatuses) {
    if (isWanted(identifier)) list[identifier] = item(status, managementFlags)
  }
  state.passingStatuses = state.passingStatuses.filter(({ identifier }) => !isWanted(identifier))
  return answer.acknowledged({ ManagedApplicationList: list })
}
