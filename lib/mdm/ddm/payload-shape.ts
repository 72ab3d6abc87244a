/**
 * What a payload may hold, written small:
 * `text`, `text A|B`, `flag`, `integer`, `integer 0..16`, `real`, `data`, `date`, `localtime`, `url`, `dictionary`,
 * `any`;
 * `asset data|credential.scep` and `configuration` are the identifier of another declaration of such a type;
 * [shape] is an array. In a dictionary `Name*` is required, `Name@15.4` came with that version of macOS, and `*`
 * stands for keys of the owner's choice.
 * Source: declarative/declarations/* (payloadkeys)
 */
export type Shape = string | readonly [Shape] | { readonly [key: string]: Shape }

/**
 * The dictionary at the top of a payload.
 * Source: declarative/declarations/* (payloadkeys)
 */
export type PayloadShape = { readonly [key: string]: Shape }

/**
 * One key of a dictionary, as its name in the table says.
 * Source: declarative/declarations/* (presence, supportedOS)
 */
export type ShapeKey = { name: string; isRequired: boolean; since: string | null; shape: Shape }

const known = new WeakMap<PayloadShape, ReadonlyMap<string, ShapeKey>>()

/**
 * Reads the keys of a dictionary's shape; `*` is among them where any key goes.
 * Source: declarative/declarations/* (payloadkeys)
 */
export function shapeKeys(shape: PayloadShape): ReadonlyMap<string, ShapeKey> {
  const before = known.get(shape)
  if (before) return before
  const keys = new Map<string, ShapeKey>()
  for (const [written, inner] of Object.entries(shape)) {
    const [label = '', since = null] = written.split('@')
    const isRequired = label.length > 1 && label.endsWith('*')
    const name = isRequired ? label.slice(0, -1) : label
    keys.set(name, { name, isRequired, since, shape: inner })
  }
  known.set(shape, keys)
  return keys
}

/**
 * True for the shape of an array.
 * Source: declarative/declarations/* (payloadkeys)
 */
export function isArrayShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}
