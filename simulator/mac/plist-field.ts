import { isPlistDict, type PlistDict } from './plist.ts'

/** Reads fields of a property list whose shape nobody has vouched for: a wrong type counts as absent. */
export const plistField = {
  text: (dict: PlistDict, key: string): string | null => {
    const value = dict[key]
    return typeof value === 'string' ? value : null
  },
  number: (dict: PlistDict, key: string): number | null => {
    const value = dict[key]
    return typeof value === 'number' ? value : null
  },
  flag: (dict: PlistDict, key: string): boolean => dict[key] === true,
  data: (dict: PlistDict, key: string): Buffer | null => {
    const value = dict[key]
    return value instanceof Uint8Array ? Buffer.from(value) : null
  },
  dict: (dict: PlistDict, key: string): PlistDict | null => {
    const value = dict[key]
    return isPlistDict(value) ? value : null
  },
  dicts: (dict: PlistDict, key: string): PlistDict[] => {
    const value = dict[key]
    return Array.isArray(value) ? value.filter(isPlistDict) : []
  },
  texts: (dict: PlistDict, key: string): string[] => {
    const value = dict[key]
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  },
}
