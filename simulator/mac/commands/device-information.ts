import type { MacState } from '../mac-state.ts'
import type { Machine } from '../machine.ts'
import type { PlistDict, PlistValue } from '../plist.ts'
import { plistField } from '../plist-field.ts'
import { answer, type CommandHandler } from './command-handler.ts'

/** A user enrolment never learns which Mac it is. */
const hiddenFromUserEnrollment = new Set([
  'UDID',
  'ProvisioningUDID',
  'SerialNumber',
  'WiFiMAC',
  'BluetoothMAC',
  'EthernetMAC',
  'AwaitingConfiguration',
  'AutoSetupAdminAccounts',
  'iTunesStoreAccountIsActive',
  'IsActivationLockEnabled',
  'IsActivationLockSupported',
  'PINRequiredForEraseDevice',
  'PINRequiredForDeviceLock',
  'SoftwareUpdateDeviceID',
  'EACSPreflight',
])

const hostName = ({ deviceName }: MacState): string =>
  deviceName.replace(/[’']/g, '').replace(/[^A-Za-z0-9]+/g, '-')

const usedGb = ({ apps, hardware }: MacState): number =>
  hardware.capacityGb * 0.38 + apps.reduce((sum, app) => sum + app.sizeBytes / 1e9, 0)

function answersOf({ state }: Machine): PlistDict {
  const { hardware, enrollment, organization, push } = state
  return {
    UDID: hardware.udid,
    ProvisioningUDID: hardware.provisioningUdid,
    SerialNumber: hardware.serialNumber,
    OrganizationInfo: organization,
    MDMOptions: { ActivationLockAllowedWhileSupervised: false, BootstrapTokenAllowed: true },
    AwaitingConfiguration: false,
    iTunesStoreAccountIsActive: false,
    DeviceName: state.deviceName,
    OSVersion: hardware.osVersion,
    SupplementalOSVersionExtra: '',
    BuildVersion: hardware.buildVersion,
    SupplementalBuildVersion: hardware.buildVersion,
    ModelName: hardware.modelName,
    Model: hardware.model,
    ModelNumber: `${hardware.modelNumber}N/A`,
    ProductName: hardware.model,
    IsAppleSilicon: true,
    DeviceCapacity: hardware.capacityGb,
    AvailableDeviceCapacity: Math.round((hardware.capacityGb - usedGb(state)) * 100) / 100,
    BatteryLevel: hardware.hasBattery ? 0.84 : -1,
    HasBattery: hardware.hasBattery,
    IsSupervised: enrollment?.mode === 'device',
    IsActivationLockEnabled: false,
    IsActivationLockSupported: true,
    SupportsLOMDevice: false,
    ActiveManagedUsers: [state.userGuid],
    AutoSetupAdminAccounts: [],
    LocalHostName: hostName(state),
    HostName: `${hostName(state)}.local`,
    SystemIntegrityProtectionEnabled: true,
    PushToken: push ? Buffer.from(push.token, 'hex') : Buffer.alloc(0),
    TimeZone: 'Europe/Amsterdam',
    SupportsiOSAppInstalls: true,
    WiFiMAC: hardware.wifiMac,
    BluetoothMAC: hardware.bluetoothMac,
    ...(hardware.ethernetMac && { EthernetMAC: hardware.ethernetMac }),
    PINRequiredForEraseDevice: false,
    PINRequiredForDeviceLock: false,
    SoftwareUpdateDeviceID: `${hardware.model.replace(/[^A-Za-z0-9]/g, '')}AP`,
    EACSPreflight: 'success',
  }
}

/** DeviceInformation answers just what was asked, and leaves out what it does not know or may not say. */
export const deviceInformation: CommandHandler = ({ machine, command }) => {
  const queries = plistField.texts(command, 'Queries')
  if (queries.length === 0) return answer.malformed(12011, 'DeviceInformation needs Queries')
  const known = answersOf(machine)
  const isUser = machine.state.enrollment?.mode === 'user'
  const asked = queries.filter((query) => !(isUser && hiddenFromUserEnrollment.has(query)))
  const pairs = asked.flatMap((query): [string, PlistValue][] => {
    const value = known[query]
    return value === undefined ? [] : [[query, value]]
  })
  return answer.acknowledged({ QueryResponses: Object.fromEntries(pairs) })
}
