/**
 * Anything that a property list can hold. Integers beyond 2^53 arrive as bigint.
 * Source: Apple, PropertyList-1.0.dtd
 */
export type PlistValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistValue[]
  | { [key: string]: PlistValue }

/**
 * The dictionary at the top of every MDM message, profile and manifest. Decoded ones have no prototype.
 * Source: Apple, PropertyList-1.0.dtd (dict)
 */
export type PlistDict = { [key: string]: PlistValue }

/**
 * Tells a dictionary from the other values.
 * Source: Apple, PropertyList-1.0.dtd (dict)
 */
export function isPlistDict(value: PlistValue | undefined): value is PlistDict {
  return (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  )
}
