import type { Declaration } from './declaration.ts'

/**
 * The set that every Mac has from the server itself.
 * Source: declarative/declarations/configurations/management.status-subscriptions.yaml
 */
export const statusSetName = 'zelf.status'

// What is large and of no use here (background tasks, certificates, accounts) is not asked for.
const wanted = [
  'app.managed.list',
  'device.identifier.serial-number',
  'device.identifier.udid',
  'device.model.family',
  'device.model.identifier',
  'device.model.marketing-name',
  'device.model.number',
  'device.operating-system.build-version',
  'device.operating-system.family',
  'device.operating-system.marketing-name',
  'device.operating-system.supplemental.build-version',
  'device.operating-system.supplemental.extra-version',
  'device.operating-system.version',
  'device.power.battery-health',
  'diskmanagement.filevault.enabled',
  'mdm.enrollment-type',
  'migration-assistant.state',
  'package.list',
  'softwareupdate.beta-enrollment',
  'softwareupdate.device-id',
  'softwareupdate.failure-reason',
  'softwareupdate.install-reason',
  'softwareupdate.install-state',
  'softwareupdate.pending-version',
]

/**
 * Asks a Mac to say by itself when something about it changes. Each Mac is told of those items only that it can and
 * may report.
 * Source: declarative/declarations/configurations/management.status-subscriptions.yaml; declarative/status/*.yaml
 */
export function statusDeclarations(): Declaration[] {
  return [
    {
      identifier: 'zelf.status.activation',
      type: 'com.apple.activation.simple',
      payload: { StandardConfigurations: ['zelf.status.subscriptions'] },
    },
    {
      identifier: 'zelf.status.subscriptions',
      type: 'com.apple.configuration.management.status-subscriptions',
      payload: { StatusItems: wanted.map((Name) => ({ Name })) },
    },
  ]
}
