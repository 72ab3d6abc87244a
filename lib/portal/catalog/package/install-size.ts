import { attribute } from './find-elements.ts'
import type { XmlElement } from './parse-xml.ts'

/** The installKBytes of an element, if it is a number that can be true. */
export function installKBytesOf(element: XmlElement | undefined): number | null {
  const text = attribute(element, 'installKBytes')
  if (text === null || !/^\d{1,13}(\.\d+)?$/.test(text)) return null
  return Math.round(Number(text))
}

/** The sum in bytes; null when nothing is known, or when the sum is beyond what a number can hold exactly. */
export function sumInstallBytes(kBytes: readonly (number | null)[]): number | null {
  const known = kBytes.filter((size) => size !== null)
  const bytes = known.reduce((sum, size) => sum + size, 0) * 1024
  return known.length > 0 && Number.isSafeInteger(bytes) ? bytes : null
}
