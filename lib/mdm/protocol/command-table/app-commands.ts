import { accessRight } from '../access-rights.ts'
import { bothChannels, type CommandRules, deviceChannel, userChannel } from './command-rule.ts'

const right = accessRight.manageApplications
const managed = { introduced: '11.0', inUserEnrollment: false } as const
/** The simulator's own server is the only one without TLS. */
const manifestUrl = {
  type: 'string',
  pattern: /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/,
} as const
const identifiers = { type: 'array', item: { type: 'string' } } as const

/**
 * Commands that install, list, configure and remove apps.
 * Source: mdm/commands/application.*.yaml, managed.application.*.yaml, media.install.yaml
 */
export const appCommands = {
  InstallApplication: {
    introduced: '10.9',
    channels: bothChannels,
    right,
    keys: {
      iTunesStoreID: { type: 'integer' },
      Identifier: { type: 'string' },
      ManifestURL: manifestUrl,
      Options: { type: 'dictionary', keys: { PurchaseMethod: { type: 'integer', values: [0, 1] } } },
      InstallAsManaged: { type: 'boolean', ...managed },
      ManagementFlags: { type: 'integer', values: [1, 4, 5], ...managed },
      ChangeManagementState: { type: 'string', values: ['Managed'], ...managed },
      Configuration: { type: 'dictionary', introduced: '11.0' },
      iOSApp: { type: 'boolean', introduced: '11.0' },
    },
  },
  InstallEnterpriseApplication: {
    introduced: '10.13.6',
    channels: deviceChannel,
    right,
    keys: {
      Manifest: { type: 'dictionary' },
      ManifestURL: manifestUrl,
      ManifestURLPinningCerts: { type: 'array', item: { type: 'data' } },
      PinningRevocationCheckRequired: { type: 'boolean' },
      InstallAsManaged: { type: 'boolean', ...managed },
      ManagementFlags: { type: 'integer', values: [1], ...managed },
      ChangeManagementState: { type: 'string', values: ['Managed'], ...managed },
      Configuration: { type: 'dictionary', introduced: '11.0' },
      iOSApp: { type: 'boolean', introduced: '11.0' },
    },
  },
  RemoveApplication: {
    introduced: '11.0',
    channels: deviceChannel,
    inUserEnrollment: false,
    right,
    harmless: true,
    keys: { Identifier: { type: 'string', required: true } },
  },
  InstalledApplicationList: {
    introduced: '10.7',
    channels: bothChannels,
    inUserEnrollment: false,
    right: accessRight.inspectApplications,
    harmless: true,
    keys: {
      Identifiers: { ...identifiers, introduced: '10.15' },
      ManagedAppsOnly: { type: 'boolean', introduced: '10.15' },
    },
  },
  ManagedApplicationList: {
    introduced: '11.0',
    channels: bothChannels,
    right,
    harmless: true,
    keys: { Identifiers: identifiers },
  },
  ManagedApplicationConfiguration: {
    introduced: '10.15',
    channels: deviceChannel,
    right,
    harmless: true,
    keys: { Identifiers: { ...identifiers, required: true } },
  },
  ManagedApplicationFeedback: {
    introduced: '11.0',
    channels: userChannel,
    inUserEnrollment: false,
    right,
    harmless: true,
    keys: { Identifiers: { ...identifiers, required: true }, DeleteFeedback: { type: 'boolean' } },
  },
  ActiveNSExtensions: {
    introduced: '10.13',
    channels: userChannel,
    inUserEnrollment: false,
    right: accessRight.inspectApplications,
    harmless: true,
    keys: { FilterExtensionPoints: { type: 'array', item: { type: 'string' } } },
  },
  NSExtensionMappings: {
    introduced: '10.13',
    channels: userChannel,
    inUserEnrollment: false,
    right: accessRight.inspectApplications,
    harmless: true,
    keys: {},
  },
  InviteToProgram: {
    introduced: '10.9',
    channels: userChannel,
    inUserEnrollment: false,
    keys: {
      ProgramID: { type: 'string', required: true, values: ['com.apple.cloudvpp'] },
      InvitationURL: { type: 'string', required: true },
    },
  },
  InstallMedia: {
    introduced: '10.9',
    deprecated: '11.0',
    removed: '11.0',
    channels: userChannel,
    inUserEnrollment: false,
    right,
    keys: {
      iTunesStoreID: { type: 'integer' },
      MediaType: { type: 'string', required: true, values: ['Book'] },
    },
  },
} as const satisfies CommandRules
