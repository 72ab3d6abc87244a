import { type CommandRules, deviceChannel } from './command-rule.ts'

const legacy = {
  channels: deviceChannel,
  inUserEnrollment: false,
  deprecated: '26.0',
  removed: '27.0',
  harmless: true,
} as const

/**
 * The old way to update macOS, gone in macOS 27: since then only declarations do it.
 * Source: mdm/commands/system.update.*.yaml; Apple, device-management CHANGES.md (27.0)
 */
export const updateCommands = {
  AvailableOSUpdates: { ...legacy, introduced: '10.11', keys: {} },
  ScheduleOSUpdateScan: {
    ...legacy,
    introduced: '10.11',
    supervised: true,
    keys: { Force: { type: 'boolean' } },
  },
  ScheduleOSUpdate: {
    ...legacy,
    introduced: '10.11',
    supervised: true,
    keys: {
      Updates: {
        type: 'array',
        required: true,
        item: {
          type: 'dictionary',
          keys: {
            ProductKey: { type: 'string' },
            ProductVersion: { type: 'string', introduced: '12.0' },
            InstallAction: {
              type: 'string',
              required: true,
              values: [
                'Default',
                'DownloadOnly',
                'InstallASAP',
                'NotifyOnly',
                'InstallLater',
                'InstallForceRestart',
              ],
            },
            MaxUserDeferrals: { type: 'integer', introduced: '12.0' },
            Priority: { type: 'string', introduced: '12.3', values: ['Low', 'High'] },
          },
        },
      },
    },
  },
  OSUpdateStatus: { ...legacy, introduced: '10.11.5', supervised: true, keys: {} },
} as const satisfies CommandRules
