import type { logoTypes } from './schema.ts'

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')
const jpegStart = Buffer.from('ffd8ff', 'hex')

/**
 * What kind of picture this is by its own first bytes: PNG or JPEG, else null. The name and the type that a browser
 * gives are not looked at. SVG is not taken: it is a document that can hold scripts.
 */
export function logoType(bytes: Uint8Array): (typeof logoTypes)[number] | null {
  const start = Buffer.from(bytes.subarray(0, 8))
  if (start.equals(pngSignature)) return 'image/png'
  if (start.subarray(0, 3).equals(jpegStart)) return 'image/jpeg'
  return null
}
