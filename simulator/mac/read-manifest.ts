import { MacError } from './mac-error.ts'
import type { AppInstall, PackageHashes } from './mac-state.ts'
import type { PlistDict } from './plist.ts'
import { plistField } from './plist-field.ts'
import { requireSecureUrl } from './require-secure-url.ts'

type ManifestFacts = { app: NonNullable<AppInstall['app']>; packageUrl: string; hashes: PackageHashes | null }

/** A single hash wins over a list of chunk hashes, and SHA-256 over MD5 (other/manifesturl.yaml). */
function readHashes(asset: PlistDict): PackageHashes | null {
  for (const algorithm of ['sha256', 'md5'] as const) {
    const whole = plistField.text(asset, algorithm)
    if (whole) return { algorithm, chunkBytes: null, hex: [whole] }
    const hex = plistField.texts(asset, `${algorithm}s`)
    const chunkBytes = plistField.number(asset, `${algorithm}-size`)
    if (hex.length > 0) {
      if (!chunkBytes || chunkBytes < 1)
        throw new MacError('bad-manifest', `The manifest has no ${algorithm}-size`)
      return { algorithm, chunkBytes, hex }
    }
  }
  return null
}

/** Reads the manifest of an app: where its package lies, how to check it, what it will be called. */
export function readManifest(manifest: PlistDict): ManifestFacts {
  const [item] = plistField.dicts(manifest, 'items')
  const metadata = item && plistField.dict(item, 'metadata')
  const asset = item && plistField.dicts(item, 'assets').find(({ kind }) => kind === 'software-package')
  if (!metadata || !asset) throw new MacError('bad-manifest', 'The manifest names no package')
  const identifier = plistField.text(metadata, 'bundle-identifier')
  const title = plistField.text(metadata, 'title')
  const url = plistField.text(asset, 'url')
  if (!identifier || !title || !url) throw new MacError('bad-manifest', 'The manifest is incomplete')
  return {
    app: { identifier, title, version: plistField.text(metadata, 'bundle-version') ?? '' },
    packageUrl: requireSecureUrl(url, 'The package address').href,
    hashes: readHashes(asset),
  }
}
