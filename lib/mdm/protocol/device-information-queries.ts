/**
 * What DeviceInformation may ask of a Mac under any enrollment.
 * Source: mdm/commands/information.device.yaml (macOS, userenrollment not forbidden)
 */
export const userEnrollmentQueries = [
  'OrganizationInfo',
  'MDMOptions',
  'DeviceName',
  'OSVersion',
  'SupplementalOSVersionExtra',
  'BuildVersion',
  'SupplementalBuildVersion',
  'ModelName',
  'Model',
  'ModelNumber',
  'IsAppleSilicon',
  'ProductName',
  'DeviceCapacity',
  'AvailableDeviceCapacity',
  'BatteryLevel',
  'HasBattery',
  'IsSupervised',
  'ActiveManagedUsers',
  'LocalHostName',
  'HostName',
  'SystemIntegrityProtectionEnabled',
  'SupportsLOMDevice',
  'PushToken',
  'SupportsiOSAppInstalls',
  'DevicePropertiesAttestation',
] as const

/**
 * What it may ask besides in a device enrollment. Queries that macOS 27 removed are left out.
 * Source: mdm/commands/information.device.yaml (macOS, userenrollment forbidden or unverified)
 */
export const deviceEnrollmentQueries = [
  'UDID',
  'ProvisioningUDID',
  'SerialNumber',
  'BluetoothMAC',
  'WiFiMAC',
  'EthernetMAC',
  'AwaitingConfiguration',
  'AutoSetupAdminAccounts',
  'iTunesStoreAccountIsActive',
  'iTunesStoreAccountHash',
  'IsActivationLockEnabled',
  'IsActivationLockSupported',
  'PINRequiredForEraseDevice',
  'PINRequiredForDeviceLock',
  'EACSPreflight',
  'TimeZone',
] as const

/**
 * A query that a Mac knows.
 * Source: mdm/commands/information.device.yaml
 */
export type DeviceInformationQuery =
  | (typeof userEnrollmentQueries)[number]
  | (typeof deviceEnrollmentQueries)[number]

/**
 * Keeps of some queries those that the enrollment type allows.
 * Source: mdm/commands/information.device.yaml (userenrollment, requiresdep)
 */
export function allowedQueries(
  queries: readonly DeviceInformationQuery[],
  enrollmentType: 'device' | 'user' | 'automated',
): DeviceInformationQuery[] {
  if (enrollmentType === 'automated') return [...queries]
  if (enrollmentType === 'device') return queries.filter((query) => query !== 'AutoSetupAdminAccounts')
  const allowed: ReadonlySet<string> = new Set(userEnrollmentQueries)
  return queries.filter((query) => allowed.has(query))
}
