import { PackageError } from './package-error.ts'
import type { PackageBundle, PackageWarning } from './package-facts.ts'
import { parseBundle } from './parse-bundle.ts'
import type { PackageReference } from './read-distribution.ts'
import { type PackageInfo, readPackageInfo } from './read-package-info.ts'
import type { XarArchive } from './xar-archive.ts'

/** The references of a Distribution, completed with the PackageInfo of each component in the same archive. */
export interface Components {
  bundles: PackageBundle[]
  installKBytes: (number | null)[]
  warnings: PackageWarning[]
}

const maxComponents = 100

export async function readComponents(
  archive: XarArchive,
  references: PackageReference[],
): Promise<Components> {
  const warnings = new Set<PackageWarning>()
  const bundles = new Map<string, PackageBundle>()
  const installKBytes: (number | null)[] = []
  if (references.length > maxComponents) warnings.add('components_skipped')
  for (const reference of references.slice(0, maxComponents)) {
    const info = await readComponent(archive, reference, warnings)
    installKBytes.push(reference.installKBytes ?? info?.installKBytes ?? null)
    // The component is what is installed; the Distribution only repeats it, and may leave the place out.
    const named = info && info.bundles.length > 0 ? info.bundles : bundlesNamedBy(reference, info)
    for (const bundle of named) bundles.set(JSON.stringify([bundle.identifier, bundle.path]), bundle)
  }
  return { bundles: [...bundles.values()], installKBytes, warnings: [...warnings] }
}

async function readComponent(
  archive: XarArchive,
  { location }: PackageReference,
  warnings: Set<PackageWarning>,
): Promise<PackageInfo | null> {
  if (location === null) return null
  if (!location.startsWith('#')) {
    warnings.add('component_outside_package')
    return null
  }
  const entry = archive.find(decodeLocation(location.slice(1)), 'PackageInfo')
  if (!entry?.data) {
    warnings.add('component_missing')
    return null
  }
  return readPackageInfo(await archive.readMember(entry.data))
}

function bundlesNamedBy(reference: PackageReference, info: PackageInfo | null): PackageBundle[] {
  return reference.bundleElements
    .map((element) => parseBundle(element, info?.installLocation ?? '/'))
    .filter((bundle) => bundle !== null)
}

function decodeLocation(location: string): string {
  try {
    return decodeURIComponent(location)
  } catch (cause) {
    throw new PackageError('malformed_xml', 'Distribution refers to a component by a malformed name', {
      cause,
    })
  }
}
