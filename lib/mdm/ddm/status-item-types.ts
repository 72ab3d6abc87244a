import { declares } from './schema/declaration-type.ts'

/**
 * What Apple says of one status item on Macs.
 * Source: declarative/status/*.yaml (supportedOS.macOS)
 */
export type StatusItemType = Omit<ReturnType<typeof declares>, 'shape' | 'oneOf'> & {
  /** the value is a dictionary, which is kept whole; all others end where their name ends */
  isDictionary: boolean
}

const item = (...[since, scope, enrollment]: [string, 's' | 'u' | 'su', 'S' | 'SU']): StatusItemType => {
  return { ...declares(since, scope, enrollment, null), isDictionary: false }
}
const dictionary = (...[since, scope, enrollment]: Parameters<typeof item>): StatusItemType => {
  return { ...item(since, scope, enrollment), isDictionary: true }
}

/**
 * Every status item that a Mac may know, up to macOS 27.
 * Source: declarative/status/*.yaml
 */
export const statusItemTypes: ReadonlyMap<string, StatusItemType> = new Map([
  ['account.list.caldav', item('13', 'u', 'SU')],
  ['account.list.carddav', item('13', 'u', 'SU')],
  ['account.list.exchange', item('13', 'u', 'SU')],
  ['account.list.google', item('13', 'u', 'SU')],
  ['account.list.ldap', item('13', 'u', 'SU')],
  ['account.list.mail.incoming', item('13', 'u', 'SU')],
  ['account.list.mail.outgoing', item('13', 'u', 'SU')],
  ['account.list.subscribed-calendar', item('14', 'u', 'SU')],
  ['app.managed.list', item('26', 'su', 'SU')],
  ['device.identifier.serial-number', item('13', 'su', 'S')],
  ['device.identifier.udid', item('13', 'su', 'S')],
  ['device.model.family', item('13', 'su', 'SU')],
  ['device.model.identifier', item('13', 'su', 'SU')],
  ['device.model.marketing-name', item('13', 'su', 'SU')],
  ['device.model.number', item('14', 'su', 'SU')],
  ['device.operating-system.build-version', item('13', 'su', 'SU')],
  ['device.operating-system.family', item('13', 'su', 'SU')],
  ['device.operating-system.marketing-name', item('13', 'su', 'SU')],
  ['device.operating-system.supplemental.build-version', item('13', 'su', 'SU')],
  ['device.operating-system.supplemental.extra-version', item('13', 'su', 'SU')],
  ['device.operating-system.version', item('13', 'su', 'SU')],
  ['device.power.battery-health', item('14.4', 's', 'S')],
  ['diskmanagement.filevault.enabled', item('14', 's', 'S')],
  ['management.client-capabilities', dictionary('13', 'su', 'SU')],
  ['management.declarations', dictionary('13', 'su', 'SU')],
  ['mdm.enrollment-type', item('27', 'su', 'SU')],
  ['mdm.is-awaiting-configuration', item('27', 'su', 'SU')],
  ['mdm.push-magic', item('27', 'su', 'SU')],
  ['mdm.push-token', item('27', 'su', 'SU')],
  ['migration-assistant.report', dictionary('26.4', 's', 'S')],
  ['migration-assistant.state', item('26.4', 's', 'S')],
  ['package.list', item('26', 's', 'S')],
  ['screensharing.connection.group.unresolved-connection', item('14.1', 'su', 'SU')],
  ['security.certificate.list', item('14', 'su', 'SU')],
  ['services.background-task', item('14', 's', 'S')],
  ['softwareupdate.beta-enrollment', item('15', 's', 'S')],
  ['softwareupdate.device-id', item('15', 's', 'S')],
  ['softwareupdate.failure-reason', dictionary('14', 's', 'S')],
  ['softwareupdate.install-reason', dictionary('14', 's', 'S')],
  ['softwareupdate.install-state', item('14', 's', 'S')],
  ['softwareupdate.pending-version', dictionary('14', 's', 'S')],
  ['test.array-value', item('13', 'su', 'SU')],
  ['test.boolean-value', item('13', 'su', 'SU')],
  ['test.dictionary-value', dictionary('13', 'su', 'SU')],
  ['test.error-value', item('13', 'su', 'SU')],
  ['test.integer-value', item('13', 'su', 'SU')],
  ['test.real-value', item('13', 'su', 'SU')],
  ['test.string-value', item('13', 'su', 'SU')],
])
