import { accessRight } from '../access-rights.ts'
import { type CommandRules, deviceChannel } from './command-rule.ts'

const wholeMac = { channels: deviceChannel, inUserEnrollment: false } as const
const pin = { type: 'string', introduced: '10.8', pattern: /^.{6}$/ } as const
const addresses = { type: 'array', required: true, item: { type: 'string' } } as const

/**
 * Commands that lock, erase, restart or otherwise handle the whole Mac.
 * Source: mdm/commands/device.*.yaml, lom.*.yaml, mirroring.*.yaml, remotedesktop.*.yaml
 */
export const deviceCommands = {
  DeviceLock: {
    ...wholeMac,
    introduced: '10.7',
    right: accessRight.lock,
    keys: {
      PIN: pin,
      Message: { type: 'string', introduced: '10.14' },
      PhoneNumber: { type: 'string', introduced: '11.5' },
    },
  },
  EraseDevice: {
    ...wholeMac,
    introduced: '10.7',
    right: accessRight.erase,
    keys: {
      PIN: pin,
      ObliterationBehavior: {
        type: 'string',
        introduced: '12.0',
        values: ['Default', 'DoNotObliterate', 'ObliterateWithWarning', 'Always'],
      },
    },
  },
  RestartDevice: {
    ...wholeMac,
    introduced: '10.13',
    right: accessRight.lock,
    harmless: true,
    keys: {
      NotifyUser: { type: 'boolean', introduced: '11.4' },
      RebuildKernelCache: { type: 'boolean', introduced: '11.0' },
      KextPaths: { type: 'array', introduced: '11.0', item: { type: 'string' } },
    },
  },
  ShutDownDevice: {
    ...wholeMac,
    introduced: '10.13',
    right: accessRight.lock,
    harmless: true,
    keys: {},
  },
  DeviceConfigured: { ...wholeMac, introduced: '10.11', onlyAutomated: true, harmless: true, keys: {} },
  ActivationLockBypassCode: {
    ...wholeMac,
    introduced: '10.15',
    supervised: true,
    harmless: true,
    keys: {},
  },
  ClearActivationLockBypassCode: {
    ...wholeMac,
    introduced: '10.15',
    supervised: true,
    harmless: true,
    keys: {},
  },
  EnableRemoteDesktop: { ...wholeMac, introduced: '10.14.4', supervised: true, harmless: true, keys: {} },
  DisableRemoteDesktop: { ...wholeMac, introduced: '10.14.4', supervised: true, harmless: true, keys: {} },
  RequestMirroring: {
    introduced: '10.10',
    channels: deviceChannel,
    keys: {
      DestinationName: { type: 'string' },
      DestinationDeviceID: { type: 'string' },
      ScanTime: { type: 'integer', range: [10, 300] },
      Password: { type: 'string' },
    },
  },
  StopMirroring: { ...wholeMac, introduced: '10.10', harmless: true, keys: {} },
  LOMSetupRequest: {
    ...wholeMac,
    introduced: '11.0',
    right: accessRight.lock,
    harmless: true,
    keys: {},
  },
  LOMDeviceRequest: {
    ...wholeMac,
    introduced: '11.0',
    right: accessRight.lock,
    harmless: true,
    keys: {
      RequestList: {
        type: 'array',
        required: true,
        item: {
          type: 'dictionary',
          keys: {
            DeviceRequestType: { type: 'string', required: true, values: ['PowerON', 'PowerOFF', 'Reset'] },
            DeviceRequestUUID: { type: 'string', required: true },
            DeviceDNSName: { type: 'string', required: true },
            PrimaryIPv6AddressList: addresses,
            SecondaryIPv6AddressList: addresses,
            LOMProtocolVersion: { type: 'integer', required: true },
          },
        },
      },
    },
  },
} as const satisfies CommandRules
