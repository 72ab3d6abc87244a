import type { RequestType } from '#lib/mdm/protocol/command-table/command-table.ts'
import type { deviceInformationChoices } from '#lib/mdm/protocol/command-table/device-information-choices.ts'
import type { settingRules } from '#lib/mdm/protocol/command-table/settings-command.ts'

/**
 * What an ability rests on. The company has the first five as soon as the Mac is enrolled; payloads and declarations
 * are policies, which have to reach the Mac first. Nothing at all: there is no way to ask a Mac for it.
 */
export interface AbilitySource {
  commands?: readonly RequestType[]
  /** Parts of a command's answer that a private enrolment leaves out, though it knows the command. */
  unlessPrivate?: readonly RequestType[]
  queries?: readonly (keyof typeof deviceInformationChoices)[]
  settings?: readonly (keyof typeof settingRules)[]
  statusItems?: readonly string[]
  payloads?: readonly string[]
  declarations?: readonly string[]
}
