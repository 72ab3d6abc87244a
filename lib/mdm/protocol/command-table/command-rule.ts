/**
 * One of the two ways to a Mac: the whole of it, or the person who is signed in.
 * Source: mdm/checkin/tokenupdate.yaml (UserID)
 */
export type Channel = 'device' | 'user'

/**
 * Where a command, a key or a value exists. What is left out does not limit it.
 * Source: Apple, device-management schema (supportedOS, userenrollment, requiresdep, supervised, devicechannel,
 * userchannel, accessrights)
 */
export type Availability = {
  introduced?: string
  deprecated?: string
  removed?: string
  inUserEnrollment?: false
  onlyAutomated?: true
  supervised?: true
  channels?: readonly Channel[]
  /** bits of AccessRights; a user enrollment has none and needs none */
  right?: number
  hardware?: 'apple_silicon' | 'intel'
}

/**
 * What a key may hold.
 * Source: Apple, device-management schema (payloadkeys: type, presence, rangelist, range, format, subkeys)
 */
export type KeyRule = Availability & {
  type: 'string' | 'integer' | 'real' | 'boolean' | 'data' | 'date' | 'array' | 'dictionary'
  required?: true
  /** the only values */
  values?: readonly (string | number)[]
  /** the only values, each with a rule of its own */
  choices?: Readonly<Record<string, Availability>>
  pattern?: RegExp
  /** the smallest and the largest number, or number of octets of data */
  range?: readonly [number, number]
  /** of a dictionary; without it any key will do */
  keys?: Readonly<Record<string, KeyRule>>
  /** of an array; without it anything will do */
  item?: KeyRule
  /** of an array whose items are told apart by their key Item */
  itemsByName?: Readonly<Record<string, KeyRule>>
}

/**
 * A command that Macs know or knew.
 * Source: mdm/commands/*.yaml
 */
export type CommandRule = Availability & {
  introduced: string
  channels: readonly Channel[]
  /** nothing in it is secret, so the queue may keep it readable */
  harmless?: true
  keys: Readonly<Record<string, KeyRule>>
}

/**
 * A part of the table, by request type.
 * Source: mdm/commands/*.yaml
 */
export type CommandRules = Readonly<Record<string, CommandRule>>

/**
 * Both channels, in the order in which Apple names them.
 * Source: mdm/commands/*.yaml (devicechannel, userchannel)
 */
export const bothChannels = ['device', 'user'] as const
/**
 * The device channel alone.
 * Source: mdm/commands/*.yaml (devicechannel, userchannel)
 */
export const deviceChannel = ['device'] as const
/**
 * The user channel alone.
 * Source: mdm/commands/*.yaml (devicechannel, userchannel)
 */
export const userChannel = ['user'] as const
