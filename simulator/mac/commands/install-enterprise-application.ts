import type { AppInstall } from '../mac-state.ts'
import { encodePlist } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { requireSecureUrl } from '../require-secure-url.ts'
import { startAppInstall } from '../start-app-install.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** InstallEnterpriseApplication is acknowledged before anything is fetched, as macOS does. */
export const installEnterpriseApplication: CommandHandler = ({ machine, command, commandUuid }) => {
  const manifest = plistField.dict(command, 'Manifest')
  const manifestUrl = plistField.text(command, 'ManifestURL')
  if ((manifest === null) === (manifestUrl === null)) {
    return answer.malformed(12011, 'InstallEnterpriseApplication needs either Manifest or ManifestURL')
  }
  const isUser = machine.state.enrollment?.mode === 'user'
  const managed = plistField.flag(command, 'InstallAsManaged')
  if (isUser && managed) return answer.failed(12007, 'A user enrolment cannot install managed apps')
  if (machine.behaviours.fail === 'command') {
    return answer.failed(12010, 'The app could not be installed on this Mac')
  }
  if (manifestUrl) requireSecureUrl(manifestUrl, 'ManifestURL')
  const { state } = machine
  if (state.installs.some((install) => install.id === commandUuid)) return answer.acknowledged()
  const install: AppInstall = {
    id: commandUuid,
    manifestUrl,
    manifestBase64: manifest ? encodePlist(manifest).toString('base64') : null,
    managed,
    removeWithEnrollment: managed && plistField.number(command, 'ManagementFlags') === 1,
    phase: 'queued',
    app: null,
    packageUrl: null,
    hashes: null,
  }
  state.installs.push(install)
  machine.save()
  return answer.acknowledged({}, () => startAppInstall(machine, install))
}
