import { create } from 'qrcode'

export interface QrPath {
  /** Modules along one side. */
  size: number
  /** SVG path data of the dark modules, one unit each. */
  path: string
}

/** Draws a text as a QR code. */
export function qrPath(text: string): QrPath {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const parts: string[] = []
  for (let index = 0; index < size * size; index += 1) {
    if (data[index]) parts.push(`M${index % size} ${Math.floor(index / size)}h1v1h-1z`)
  }
  return { size, path: parts.join('') }
}
