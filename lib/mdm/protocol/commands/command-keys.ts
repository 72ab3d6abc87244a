import type { KeyRule } from '../command-table/command-rule.ts'
import type { commandTable, RequestType } from '../command-table/command-table.ts'
import type { PlistDict, PlistValue } from '../plist.ts'

type Scalars = {
  string: string
  integer: number
  real: number
  boolean: boolean
  data: Uint8Array
  date: Date
  array: PlistValue[]
  dictionary: PlistDict
}

type ValueOf<Rule> = Rule extends { values: readonly (infer Value)[] }
  ? Value
  : Rule extends { choices: infer Choices }
    ? keyof Choices & string
    : Rule extends { itemsByName: infer Items }
      ? { [Name in keyof Items]: ValueOf<Items[Name]> }[keyof Items][]
      : Rule extends { item: infer Item }
        ? ValueOf<Item>[]
        : Rule extends { keys: infer Keys }
          ? KeysOf<Keys>
          : Rule extends { type: infer Type extends KeyRule['type'] }
            ? Scalars[Type]
            : never

type KeysOf<Keys> = {
  [Name in keyof Keys as Keys[Name] extends { required: true } ? Name : never]: ValueOf<Keys[Name]>
} & {
  [Name in keyof Keys as Keys[Name] extends { required: true } ? never : Name]?: ValueOf<Keys[Name]>
}

/**
 * The keys that a command takes, with their types, as the table has them.
 * Source: mdm/commands/*.yaml (payloadkeys)
 */
export type CommandKeys<Type extends RequestType> = KeysOf<(typeof commandTable)[Type]['keys']>

/**
 * One item of the Settings command.
 * Source: mdm/commands/settings.yaml
 */
export type Setting = CommandKeys<'Settings'>['Settings'][number]
