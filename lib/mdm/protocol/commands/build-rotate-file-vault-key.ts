import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * Makes a new personal recovery key. It comes back in RotateResult, encrypted to the certificate given.
 *
 * password          of a person who may unlock FileVault on that Mac
 * replyCertificate  DER; its key must be ours, or the new key is lost
 * spec              mdm/commands/rotate.file.vault.key.yaml
 */
export function buildRotateFileVaultKey(options: {
  password: string
  replyCertificate: Uint8Array
}): CommandBody {
  return buildCommand('RotateFileVaultKey', {
    KeyType: 'personal',
    FileVaultUnlock: { Password: options.password },
    ReplyEncryptionCertificate: options.replyCertificate,
  })
}
