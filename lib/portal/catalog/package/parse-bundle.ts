import { attribute } from './find-elements.ts'
import type { PackageBundle } from './package-facts.ts'
import type { XmlElement } from './parse-xml.ts'

/** A `bundle` element of a Distribution or PackageInfo; null when it names no bundle identifier. */
export function parseBundle(element: XmlElement, installLocation: string): PackageBundle | null {
  const identifier = attribute(element, 'id') ?? attribute(element, 'CFBundleIdentifier')
  if (!identifier) return null
  return {
    identifier,
    shortVersion: attribute(element, 'CFBundleShortVersionString'),
    version: attribute(element, 'CFBundleVersion'),
    path: joinInstalledPath(installLocation, attribute(element, 'path') ?? ''),
  }
}

// Text only: ".." is neither resolved nor refused, because nothing is ever opened by this path.
function joinInstalledPath(installLocation: string, path: string): string {
  const segments = `${installLocation}/${path}`.split('/').filter((part) => part !== '' && part !== '.')
  return `/${segments.join('/')}`
}
