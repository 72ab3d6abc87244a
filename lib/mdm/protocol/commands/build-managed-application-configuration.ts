import type { CommandBody } from '../commands.ts'
import { buildCommand } from './build-command.ts'

/**
 * Asks which configuration these managed apps have.
 *
 * throws   InvalidCommandError when no app is named.
 * spec     mdm/commands/managed.application.configuration.yaml
 */
export function buildManagedApplicationConfiguration(bundleIdentifiers: string[]): CommandBody {
  return buildCommand('ManagedApplicationConfiguration', { Identifiers: bundleIdentifiers })
}
