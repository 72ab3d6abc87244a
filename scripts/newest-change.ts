import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

function newestIn(file: string): number {
  const found = statSync(file)
  if (!found.isDirectory()) return found.mtimeMs
  const inside = readdirSync(file).map((name) => newestIn(path.join(file, name)))
  return Math.max(found.mtimeMs, ...inside)
}

/** When the newest of these files and folders was changed; a removed file counts, as its folder changes. */
export function newestChange(places: string[]): number {
  return Math.max(0, ...places.filter((place) => existsSync(place)).map(newestIn))
}
