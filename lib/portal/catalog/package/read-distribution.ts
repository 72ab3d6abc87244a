import { attribute, childNamed, childText, findElements } from './find-elements.ts'
import { installKBytesOf } from './install-size.ts'
import { compareOsVersions } from './os-version.ts'
import { PackageError } from './package-error.ts'
import type { XmlElement } from './parse-xml.ts'
import { parseXml } from './parse-xml.ts'

export interface PackageReference {
  identifier: string
  version: string | null
  installKBytes: number | null
  /** "#Name.pkg" lies inside the package; anything else does not. */
  location: string | null
  bundleElements: XmlElement[]
}

export interface Distribution {
  title: string
  productIdentifier: string | null
  productVersion: string | null
  minimumOsVersion: string | null
  hostArchitectures: string[]
  references: PackageReference[]
}

/** Distribution: the table of what a distribution package offers. Its scripts are never run. */
export async function readDistribution(bytes: Uint8Array): Promise<Distribution> {
  const root = await parseXml(bytes, 'Distribution')
  if (root.name !== 'installer-gui-script' && root.name !== 'installer-script') {
    throw new PackageError('malformed_xml', 'Distribution is not an installer script')
  }
  const product = childNamed(root, 'product')
  return {
    title: childText(root, 'title') ?? '',
    productIdentifier: attribute(product, 'id'),
    productVersion: attribute(product, 'version'),
    minimumOsVersion: readMinimumOsVersion(root),
    hostArchitectures: readHostArchitectures(root),
    references: readReferences(root),
  }
}

// A Mac needs to fit one of the ranges, so the lowest minimum is the package's minimum.
function readMinimumOsVersion(root: XmlElement): string | null {
  const minimums = [...findElements(root, 'allowed-os-versions')]
    .flatMap((allowed) => [...findElements(allowed, 'os-version')])
    .map((range) => attribute(range, 'min'))
    .filter((minimum) => minimum !== null)
  return minimums.sort(compareOsVersions)[0] ?? null
}

function readHostArchitectures(root: XmlElement): string[] {
  const list = attribute(childNamed(root, 'options'), 'hostArchitectures') ?? ''
  return list
    .split(',')
    .map((architecture) => architecture.trim())
    .filter((architecture) => architecture !== '')
}

// productbuild writes several pkg-ref elements for one id, each with a part of what is known.
function readReferences(root: XmlElement): PackageReference[] {
  const references = new Map<string, PackageReference>()
  for (const element of findElements(root, 'pkg-ref')) {
    const identifier = attribute(element, 'id')
    if (!identifier) continue
    const known = references.get(identifier)
    references.set(identifier, {
      identifier,
      version: known?.version ?? attribute(element, 'version'),
      installKBytes: known?.installKBytes ?? installKBytesOf(element),
      location: known?.location ?? (element.text.trim() || null),
      bundleElements: [...(known?.bundleElements ?? []), ...findElements(element, 'bundle')],
    })
  }
  return [...references.values()]
}
