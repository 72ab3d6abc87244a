import { z } from 'zod'
import { deviceText } from './device-text.ts'

const reportedApp = z.object({
  Identifier: deviceText,
  Name: deviceText,
  ShortVersion: deviceText,
  Version: deviceText,
})
const reported = z.array(reportedApp.catch({}))

export interface InstalledApp {
  identifier: string
  name: string
  version: string
}

/** The apps of an InstalledApplicationList answer, by name. Another shape counts as none: it is a device's word. */
export function readInstalledApps(answer: unknown): InstalledApp[] {
  return (reported.safeParse(answer).data ?? [])
    .map((app) => ({
      identifier: app.Identifier ?? '',
      name: app.Name ?? app.Identifier ?? '',
      version: app.ShortVersion ?? app.Version ?? '',
    }))
    .filter((app) => app.name !== '')
    .sort((a, b) => a.name.localeCompare(b.name))
}
