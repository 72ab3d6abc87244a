import { accessRight } from '../access-rights.ts'
import { bothChannels, type CommandRules, deviceChannel, type KeyRule } from './command-rule.ts'

const notForUsers = { inUserEnrollment: false } as const
const text = { type: 'string' } as const
const item = <Name extends string>(name: Name) =>
  ({ type: 'string', required: true, values: [name] }) as const

/**
 * The items of the Settings command that Macs have.
 * Source: mdm/commands/settings.yaml
 */
export const settingRules = {
  ApplicationConfiguration: {
    type: 'dictionary',
    introduced: '10.15',
    channels: deviceChannel,
    right: accessRight.manageApplications,
    keys: {
      Item: item('ApplicationConfiguration'),
      Identifier: { type: 'string', required: true },
      Configuration: { type: 'dictionary' },
    },
  },
  Bluetooth: {
    type: 'dictionary',
    introduced: '10.13.4',
    ...notForUsers,
    keys: { Item: item('Bluetooth'), Enabled: { type: 'boolean', required: true } },
  },
  DeviceName: {
    type: 'dictionary',
    introduced: '10.10',
    ...notForUsers,
    keys: { Item: item('DeviceName'), DeviceName: { type: 'string', required: true } },
  },
  HostName: {
    type: 'dictionary',
    introduced: '10.11',
    ...notForUsers,
    keys: { Item: item('HostName'), HostName: { type: 'string', required: true } },
  },
  MDMOptions: {
    type: 'dictionary',
    introduced: '10.15',
    ...notForUsers,
    keys: {
      Item: item('MDMOptions'),
      MDMOptions: {
        type: 'dictionary',
        required: true,
        keys: {
          ActivationLockAllowedWhileSupervised: { type: 'boolean' },
          BootstrapTokenAllowed: { type: 'boolean', deprecated: '11.0', ...notForUsers },
          PromptUserToAllowBootstrapTokenForAuthentication: { type: 'boolean', introduced: '11.0' },
        },
      },
    },
  },
  OrganizationInfo: {
    type: 'dictionary',
    keys: {
      Item: item('OrganizationInfo'),
      OrganizationInfo: {
        type: 'dictionary',
        keys: {
          OrganizationName: { type: 'string', required: true },
          OrganizationShortName: { type: 'string', introduced: '10.15' },
          OrganizationAddress: text,
          OrganizationPhone: text,
          OrganizationEmail: text,
          OrganizationMagic: text,
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, KeyRule>>

/**
 * The command that changes settings.
 * Source: mdm/commands/settings.yaml
 */
export const settingsCommand = {
  Settings: {
    introduced: '10.9',
    channels: bothChannels,
    right: accessRight.settings,
    keys: { Settings: { type: 'array', required: true, itemsByName: settingRules } },
  },
} as const satisfies CommandRules
