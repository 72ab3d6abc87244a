import { attribute, childNamed } from './find-elements.ts'
import { installKBytesOf } from './install-size.ts'
import { PackageError } from './package-error.ts'
import type { PackageBundle } from './package-facts.ts'
import { parseBundle } from './parse-bundle.ts'
import { parseXml } from './parse-xml.ts'

export interface PackageInfo {
  identifier: string
  version: string
  installLocation: string
  installKBytes: number | null
  bundles: PackageBundle[]
}

/** PackageInfo: what one component installs, and where. */
export async function readPackageInfo(bytes: Uint8Array): Promise<PackageInfo> {
  const root = await parseXml(bytes, 'PackageInfo')
  if (root.name !== 'pkg-info')
    throw new PackageError('malformed_xml', 'PackageInfo is not a pkg-info document')
  const installLocation = attribute(root, 'install-location') ?? '/'
  return {
    identifier: attribute(root, 'identifier') ?? '',
    version: attribute(root, 'version') ?? '',
    installLocation,
    installKBytes: installKBytesOf(childNamed(root, 'payload')),
    // Only direct children carry a path; those below bundle-version, relocate and so on repeat them by id.
    bundles: root.children
      .filter((child) => child.name === 'bundle')
      .map((bundle) => parseBundle(bundle, installLocation))
      .filter((bundle) => bundle !== null),
  }
}
