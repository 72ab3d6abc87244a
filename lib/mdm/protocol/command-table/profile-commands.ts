import { accessRight } from '../access-rights.ts'
import { bothChannels, type CommandRules, deviceChannel } from './command-rule.ts'

const managedOnly = { type: 'boolean', introduced: '10.15' } as const

/**
 * Commands about configuration profiles, certificates, provisioning profiles and declarations.
 * Source: mdm/commands/profile.*.yaml, certificate.list.yaml, declarativemanagement.yaml
 */
export const profileCommands = {
  InstallProfile: {
    introduced: '10.7',
    channels: bothChannels,
    right: accessRight.installProfiles,
    keys: { Payload: { type: 'data', required: true } },
  },
  RemoveProfile: {
    introduced: '10.7',
    channels: bothChannels,
    right: accessRight.installProfiles,
    harmless: true,
    keys: { Identifier: { type: 'string', required: true } },
  },
  ProfileList: {
    introduced: '10.7',
    channels: bothChannels,
    right: accessRight.inspectProfiles,
    harmless: true,
    keys: { ManagedOnly: managedOnly },
  },
  CertificateList: {
    introduced: '10.7',
    channels: bothChannels,
    right: accessRight.inspectProfiles,
    harmless: true,
    keys: { ManagedOnly: managedOnly },
  },
  InstallProvisioningProfile: {
    introduced: '11.0',
    channels: deviceChannel,
    keys: { ProvisioningProfile: { type: 'data', required: true } },
  },
  ProvisioningProfileList: {
    introduced: '11.0',
    channels: deviceChannel,
    harmless: true,
    keys: { ManagedOnly: { type: 'boolean' } },
  },
  RemoveProvisioningProfile: {
    introduced: '11.0',
    channels: deviceChannel,
    harmless: true,
    keys: { UUID: { type: 'string', required: true } },
  },
  DeclarativeManagement: {
    introduced: '13.0',
    channels: bothChannels,
    harmless: true,
    keys: { Data: { type: 'data' } },
  },
} as const satisfies CommandRules
