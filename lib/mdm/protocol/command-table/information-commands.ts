import { accessRight } from '../access-rights.ts'
import { bothChannels, type CommandRules, deviceChannel, userChannel } from './command-rule.ts'
import { deviceInformationChoices } from './device-information-choices.ts'

/**
 * Commands that ask a Mac about itself.
 * Source: mdm/commands/information.*.yaml, user.list.yaml, *.enhanced.log.collection.yaml
 */
export const informationCommands = {
  DeviceInformation: {
    introduced: '10.7',
    channels: bothChannels,
    harmless: true,
    keys: {
      Queries: { type: 'array', required: true, item: { type: 'string', choices: deviceInformationChoices } },
      DeviceAttestationNonce: { type: 'data', introduced: '14.0', range: [0, 32] },
    },
  },
  SecurityInfo: {
    introduced: '10.7',
    channels: bothChannels,
    right: accessRight.security,
    harmless: true,
    keys: {},
  },
  ContentCachingInformation: {
    introduced: '10.15.4',
    channels: deviceChannel,
    inUserEnrollment: false,
    right: accessRight.networkInformation,
    harmless: true,
    keys: {},
  },
  UserList: {
    introduced: '10.13',
    channels: deviceChannel,
    inUserEnrollment: false,
    supervised: true,
    harmless: true,
    keys: {},
  },
  TriggerEnhancedLogCollection: {
    introduced: '27.0',
    channels: userChannel,
    inUserEnrollment: false,
    supervised: true,
    keys: { AppleCareToken: { type: 'string', required: true } },
  },
  CancelEnhancedLogCollection: {
    introduced: '27.0',
    channels: userChannel,
    inUserEnrollment: false,
    supervised: true,
    harmless: true,
    keys: {},
  },
} as const satisfies CommandRules
