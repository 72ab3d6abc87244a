import { accessRight } from '../access-rights.ts'
import { type CommandRules, deviceChannel } from './command-rule.ts'

const wholeMac = { channels: deviceChannel, inUserEnrollment: false } as const
const password = { type: 'string', required: true } as const

/**
 * Commands about accounts, FileVault and the passwords of firmware and recovery. Recovery lock is for Apple silicon,
 * the firmware password for Intel.
 * Source: mdm/commands/account.configuration.yaml, set.auto.admin.password.yaml, user.*.yaml, passcode.*.yaml,
 * rotate.file.vault.key.yaml
 */
export const accountCommands = {
  AccountConfiguration: {
    ...wholeMac,
    introduced: '10.11',
    onlyAutomated: true,
    keys: {
      SkipPrimarySetupAccountCreation: { type: 'boolean' },
      SetPrimarySetupAccountAsRegularUser: { type: 'boolean' },
      PrimaryAccountFullName: { type: 'string', introduced: '10.15' },
      PrimaryAccountUserName: { type: 'string', introduced: '10.15' },
      DontAutoPopulatePrimaryAccountInfo: { type: 'boolean', introduced: '10.15' },
      LockPrimaryAccountInfo: { type: 'boolean', introduced: '10.15' },
      AutoSetupAdminAccounts: {
        type: 'array',
        item: {
          type: 'dictionary',
          keys: {
            shortName: { type: 'string', required: true },
            fullName: { type: 'string' },
            passwordHash: { type: 'data' },
            hidden: { type: 'boolean' },
          },
        },
      },
      ManagedLocalUserShortName: { type: 'string', introduced: '11.0' },
    },
  },
  SetAutoAdminPassword: {
    ...wholeMac,
    introduced: '10.11',
    onlyAutomated: true,
    keys: {
      GUID: { type: 'string', required: true },
      passwordHash: { type: 'data', required: true },
    },
  },
  DeleteUser: {
    ...wholeMac,
    introduced: '10.13',
    supervised: true,
    harmless: true,
    keys: { UserName: { type: 'string' } },
  },
  UnlockUserAccount: {
    ...wholeMac,
    introduced: '10.13',
    right: accessRight.lock,
    harmless: true,
    keys: { UserName: { type: 'string', required: true } },
  },
  RotateFileVaultKey: {
    ...wholeMac,
    introduced: '10.9',
    right: accessRight.lock,
    keys: {
      KeyType: { type: 'string', required: true, values: ['personal', 'institutional'] },
      FileVaultUnlock: {
        type: 'dictionary',
        required: true,
        keys: {
          Password: { type: 'string' },
          PrivateKeyExport: { type: 'data', deprecated: '10.15' },
          PrivateKeyExportPassword: { type: 'string', deprecated: '10.15' },
        },
      },
      NewCertificate: { type: 'data' },
      ReplyEncryptionCertificate: { type: 'data' },
    },
  },
  SetRecoveryLock: {
    ...wholeMac,
    introduced: '11.5',
    right: accessRight.lock,
    hardware: 'apple_silicon',
    keys: { NewPassword: password, CurrentPassword: { type: 'string' } },
  },
  VerifyRecoveryLock: {
    ...wholeMac,
    introduced: '11.5',
    right: accessRight.lock,
    hardware: 'apple_silicon',
    keys: { Password: password },
  },
  SetFirmwarePassword: {
    ...wholeMac,
    introduced: '10.13',
    right: accessRight.lock,
    hardware: 'intel',
    keys: {
      NewPassword: { ...password, pattern: /^[\u0020-\u007e]*$/ },
      CurrentPassword: { type: 'string' },
      AllowOroms: { type: 'boolean' },
    },
  },
  VerifyFirmwarePassword: {
    ...wholeMac,
    introduced: '10.13',
    hardware: 'intel',
    keys: { Password: password },
  },
} as const satisfies CommandRules
