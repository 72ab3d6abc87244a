import { InvalidCommandError } from './errors.ts'
import type { PlistDict } from './plist.ts'

/**
 * A package that a Mac is to download.
 * Source: other/manifesturl.yaml
 */
export type AppManifestOptions = {
  packageUrl: string
  sizeBytes: number
  sha256Hex: string
  bundleIdentifier: string
  bundleVersion: string
  title: string
  subtitle?: string
}

/**
 * Writes the manifest of one package. The hash stands as a single chunk of the whole size: the form that every
 * macOS with SHA-256 manifests reads, where the single key is known to recent ones only.
 *
 * throws   InvalidCommandError for a hash or size that cannot be.
 * spec     other/manifesturl.yaml
 */
export function buildAppManifest(options: AppManifestOptions): PlistDict {
  const { sizeBytes, sha256Hex } = options
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) throw new InvalidCommandError('an impossible size')
  if (!/^[0-9a-f]{64}$/i.test(sha256Hex)) throw new InvalidCommandError('not a SHA-256 in hexadecimal')
  const metadata: PlistDict = {
    kind: 'software',
    'bundle-identifier': options.bundleIdentifier,
    'bundle-version': options.bundleVersion,
    title: options.title,
  }
  if (options.subtitle !== undefined) metadata.subtitle = options.subtitle
  const asset: PlistDict = {
    kind: 'software-package',
    url: options.packageUrl,
    'sha256-size': sizeBytes,
    sha256s: [sha256Hex.toLowerCase()],
  }
  return { items: [{ assets: [asset], metadata }] }
}
