import { type CommandSubject, checkAvailability } from './check-availability.ts'
import { deviceInformationChoices } from './command-table/device-information-choices.ts'
import { readOsVersion } from './compare-os-versions.ts'

/**
 * A query that a Mac knows or knew.
 * Source: mdm/commands/information.device.yaml (Queries)
 */
export type DeviceInformationQuery = keyof typeof deviceInformationChoices

/**
 * All of them.
 * Source: mdm/commands/information.device.yaml (Queries)
 */
export const deviceInformationQueries = Object.keys(deviceInformationChoices) as DeviceInformationQuery[]

/**
 * Keeps of some queries those that this Mac may be asked and understands.
 * Source: mdm/commands/information.device.yaml (userenrollment, requiresdep, accessrights, introduced, removed)
 */
export function allowedQueries(
  queries: readonly DeviceInformationQuery[],
  subject: CommandSubject,
): DeviceInformationQuery[] {
  const known = { ...subject, osVersion: readOsVersion(subject.osVersion) }
  return queries.filter((query) => checkAvailability(known, deviceInformationChoices[query]) === null)
}
