import { accessRight } from '../access-rights.ts'
import { type Availability, deviceChannel } from './command-rule.ts'

const device = { right: accessRight.deviceInformation } as const
const deviceOnly = { ...device, inUserEnrollment: false } as const
const network = { right: accessRight.networkInformation, inUserEnrollment: false } as const
const store = { right: accessRight.manageApplications, inUserEnrollment: false } as const
const legacyUpdate = { inUserEnrollment: false, deprecated: '26.0', removed: '27.0' } as const

/**
 * What DeviceInformation may ask of a Mac.
 * Source: mdm/commands/information.device.yaml (Queries)
 */
export const deviceInformationChoices = {
  UDID: { inUserEnrollment: false },
  ProvisioningUDID: { introduced: '11.3', inUserEnrollment: false },
  OrganizationInfo: { introduced: '10.11' },
  MDMOptions: { introduced: '11.0' },
  AwaitingConfiguration: { introduced: '10.11', inUserEnrollment: false },
  iTunesStoreAccountIsActive: { introduced: '10.9', ...store },
  iTunesStoreAccountHash: { introduced: '10.10', ...store },
  DeviceName: device,
  OSVersion: device,
  SupplementalOSVersionExtra: { introduced: '13.0', ...device },
  BuildVersion: device,
  SupplementalBuildVersion: { introduced: '13.0', ...device },
  ModelName: device,
  Model: device,
  ModelNumber: { introduced: '13.3', ...device },
  IsAppleSilicon: { introduced: '12.0', ...device },
  ProductName: device,
  SerialNumber: deviceOnly,
  DeviceCapacity: device,
  AvailableDeviceCapacity: device,
  BatteryLevel: { introduced: '13.3', ...device },
  HasBattery: { introduced: '13.3', ...device },
  IsSupervised: { introduced: '10.15' },
  IsActivationLockEnabled: { introduced: '10.15', deprecated: '13.0', ...deviceOnly },
  IsActivationLockSupported: { introduced: '10.15', ...deviceOnly },
  ActiveManagedUsers: { introduced: '10.11', channels: deviceChannel, ...device },
  OSUpdateSettings: { introduced: '10.11', right: accessRight.deviceInformation, ...legacyUpdate },
  LocalHostName: { introduced: '10.11', ...device },
  HostName: { introduced: '10.11', ...device },
  AutoSetupAdminAccounts: { introduced: '10.11', onlyAutomated: true, ...deviceOnly },
  SystemIntegrityProtectionEnabled: { introduced: '10.12', ...device },
  SupportsLOMDevice: { introduced: '11.0', ...device },
  PushToken: { introduced: '10.12' },
  TimeZone: { introduced: '26.0', ...device },
  BluetoothMAC: network,
  WiFiMAC: network,
  EthernetMAC: network,
  PINRequiredForEraseDevice: { introduced: '11.0', ...deviceOnly },
  PINRequiredForDeviceLock: { introduced: '11.0', ...deviceOnly },
  SupportsiOSAppInstalls: { introduced: '11.0', ...device },
  SoftwareUpdateDeviceID: { introduced: '12.0', ...legacyUpdate },
  DevicePropertiesAttestation: { introduced: '14.0' },
  EACSPreflight: { introduced: '13.3', channels: deviceChannel, ...deviceOnly },
} as const satisfies Readonly<Record<string, Availability>>
