import { accountCommands } from './account-commands.ts'
import { appCommands } from './app-commands.ts'
import type { CommandRule, CommandRules } from './command-rule.ts'
import { deviceCommands } from './device-commands.ts'
import { informationCommands } from './information-commands.ts'
import { profileCommands } from './profile-commands.ts'
import { settingsCommand } from './settings-command.ts'
import { updateCommands } from './update-commands.ts'

/**
 * Every command that Apple's schema knows for macOS, by request type.
 * Source: mdm/commands/*.yaml
 */
export const commandTable = {
  ...accountCommands,
  ...appCommands,
  ...deviceCommands,
  ...informationCommands,
  ...profileCommands,
  ...settingsCommand,
  ...updateCommands,
} as const satisfies CommandRules

/**
 * The name of a command in the table.
 * Source: mdm/commands/*.yaml (requesttype)
 */
export type RequestType = keyof typeof commandTable

/**
 * All of them, in alphabetical order.
 * Source: mdm/commands/*.yaml (requesttype)
 */
export const requestTypes = Object.keys(commandTable).sort() as RequestType[]

const rules = new Map<string, CommandRule>(Object.entries(commandTable))

/**
 * The rule of a command, or null when Macs know no such command.
 * Source: mdm/commands/*.yaml
 */
export function ruleOf(requestType: string): CommandRule | null {
  return rules.get(requestType) ?? null
}
