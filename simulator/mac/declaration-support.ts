import type { Channel } from './mac-state.ts'
import type { Machine } from './machine.ts'

type Support = { name: string; since: number; channels: readonly Channel[]; userEnrollment: boolean }

/** One line a thing: what it is called, the macOS that brought it, s(ystem) and u(ser) scope, + in user enrolment. */
const read = (text: string): Support[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', since = '13', scopes = 's', mark = ''] = line.trim().split(/\s+/)
      const channels: Channel[] =
        scopes === 'su' ? ['device', 'user'] : scopes === 'u' ? ['user'] : ['device']
      return { name, since: Number(since), channels, userEnrollment: mark === '+' }
    })

/** The configurations that this Mac takes; app.managed and package, which install something, are not among them. */
const configurations = read(`
  account.caldav 13 u +
  account.carddav 13 u +
  account.google 13 u +
  account.mail 13 u +
  diskmanagement.settings 15 s
  external-intelligence.settings 26.4 su
  intelligence.settings 26.4 su
  keyboard.settings 26.4 su
  legacy 13 su +
  legacy.interactive 13 su +
  management.status-subscriptions 13 su +
  management.test 13 su +
  math.settings 15 u
  passcode.settings 13 su
  safari.extensions.settings 15 u
  safari.settings 26 u
  screensharing.host.settings 14 s
  security.certificate 14 su +
  services.background-tasks 15 s
  services.configuration-files 14 s
  siri.settings 26.4 su
  softwareupdate.enforcement.specific 14 s
  softwareupdate.settings 15 s
`)

const assets = read(`
  credential.certificate 14 su +
  credential.userpassword 13 su +
  data 14 su +
  useridentity 13 su +
`)

const statusItems = read(`
  device.identifier.serial-number 13 su
  device.identifier.udid 13 su
  device.model.family 13 su +
  device.model.identifier 13 su +
  device.model.marketing-name 13 su +
  device.model.number 14 su +
  device.operating-system.build-version 13 su +
  device.operating-system.family 13 su +
  device.operating-system.marketing-name 13 su +
  device.operating-system.supplemental.build-version 13 su +
  device.operating-system.supplemental.extra-version 13 su +
  device.operating-system.version 13 su +
  device.power.battery-health 14.4 s
  diskmanagement.filevault.enabled 14 s
  management.client-capabilities 13 su +
  management.declarations 13 su +
  softwareupdate.beta-enrollment 15 s
  softwareupdate.device-id 15 s
  softwareupdate.failure-reason 14 s
  softwareupdate.install-reason 14 s
  softwareupdate.install-state 14 s
  softwareupdate.pending-version 14 s
`)

const management = ['organization-info', 'properties', 'server-capabilities']

export type DeclarationSupport = {
  activations: string[]
  configurations: string[]
  assets: string[]
  management: string[]
  statusItems: string[]
}

/** What this Mac takes and tells on a channel, by its macOS and its enrolment. */
export function declarationSupport({ state }: Machine, channel: Channel): DeclarationSupport {
  const version = Number.parseFloat(state.hardware.osVersion)
  const isUser = state.enrollment?.mode === 'user'
  const names = (list: Support[], prefix: string) =>
    list
      .filter((it) => it.since <= version && it.channels.includes(channel) && (!isUser || it.userEnrollment))
      .map(({ name }) => `${prefix}${name}`)
  return {
    activations: ['com.apple.activation.simple'],
    configurations: names(configurations, 'com.apple.configuration.'),
    assets: names(assets, 'com.apple.asset.'),
    management: management.map((name) => `com.apple.management.${name}`),
    statusItems: names(statusItems, ''),
  }
}
