import { open } from 'node:fs/promises'
import { applicationsAmong, choosePrimaryBundle } from './choose-primary-bundle.ts'
import { sumInstallBytes } from './install-size.ts'
import { PackageError } from './package-error.ts'
import type { PackageFacts, PackageWarning } from './package-facts.ts'
import { readComponents } from './read-components.ts'
import { readDistribution } from './read-distribution.ts'
import { readPackageInfo } from './read-package-info.ts'
import { verifySignature } from './verify-signature.ts'
import { XarArchive } from './xar-archive.ts'

type ContentFacts = Omit<PackageFacts, 'signature'>

/**
 * Reads a macOS installer package without any macOS tool: its table of contents and a few small files inside, so that
 * a package of any size costs little. The payload is not opened; the Mac checks it against the signed checksums.
 *
 * returns  what the package says about itself, and who signed it. Nothing in it is trusted or resolved.
 * throws   PackageError with a stable code when the file is no package, is damaged, or is beyond the limits.
 */
export async function readPackage(path: string, now: Date = new Date()): Promise<PackageFacts> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new PackageError('unreadable_file', 'The file cannot be opened', { cause })
  })
  try {
    const archive = await XarArchive.open(file)
    const facts = await readContent(archive)
    return { ...facts, signature: await verifySignature(archive, now) }
  } finally {
    await file.close()
  }
}

async function readContent(archive: XarArchive): Promise<ContentFacts> {
  const distribution = archive.find('Distribution')?.data
  if (distribution) return factsOfDistribution(archive, await archive.readMember(distribution))
  const packageInfo = archive.find('PackageInfo')?.data
  if (packageInfo) return factsOfComponent(await archive.readMember(packageInfo))
  throw new PackageError('no_distribution_or_package_info', 'The archive is no installer package')
}

async function factsOfDistribution(archive: XarArchive, bytes: Uint8Array): Promise<ContentFacts> {
  const distribution = await readDistribution(bytes)
  const components = await readComponents(archive, distribution.references)
  const first = distribution.references[0]
  const fallback = first ? { identifier: first.identifier, version: first.version ?? '' } : null
  const primaryBundle = choosePrimaryBundle(components.bundles, fallback)
  const warnings: PackageWarning[] = [...components.warnings]
  if (distribution.title === '') warnings.push('title_missing')
  if (applicationsAmong(components.bundles).length > 1) warnings.push('several_applications')
  return {
    kind: 'distribution',
    title: distribution.title,
    identifier: distribution.productIdentifier ?? first?.identifier ?? '',
    version: distribution.productVersion ?? first?.version ?? primaryBundle?.version ?? '',
    bundles: components.bundles,
    primaryBundle,
    minimumOsVersion: distribution.minimumOsVersion,
    installSizeBytes: sumInstallBytes(components.installKBytes),
    hostArchitectures: distribution.hostArchitectures,
    warnings,
  }
}

async function factsOfComponent(bytes: Uint8Array): Promise<ContentFacts> {
  const info = await readPackageInfo(bytes)
  return {
    kind: 'component',
    title: '',
    identifier: info.identifier,
    version: info.version,
    bundles: info.bundles,
    primaryBundle: choosePrimaryBundle(info.bundles, { identifier: info.identifier, version: info.version }),
    minimumOsVersion: null,
    installSizeBytes: sumInstallBytes([info.installKBytes]),
    hostArchitectures: [],
    warnings: applicationsAmong(info.bundles).length > 1 ? ['several_applications'] : [],
  }
}
