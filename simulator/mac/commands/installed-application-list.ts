import { plistField } from '../plist-field.ts'
import { preinstalledApps } from '../preinstalled-apps.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** InstalledApplicationList: the system's apps, the person's, and those that management brought. */
export const installedApplicationList: CommandHandler = ({ machine, command }) => {
  const wanted = new Set(plistField.texts(command, 'Identifiers'))
  const managedOnly = plistField.flag(command, 'ManagedAppsOnly')
  const { apps } = machine.state
  const brought = new Set(apps.map((app) => app.identifier))
  const all = [...preinstalledApps.filter((app) => !brought.has(app.identifier)), ...apps]
  const asked = all.filter(
    (app) => (wanted.size === 0 || wanted.has(app.identifier)) && (!managedOnly || app.managed),
  )
  return answer.acknowledged({
    InstalledApplicationList: asked.map((app) => ({
      Identifier: app.identifier,
      Name: app.name,
      Version: app.version,
      ShortVersion: app.version,
      BundleSize: app.sizeBytes,
      HasUpdateAvailable: false,
      Installing: false,
    })),
  })
}
