import type { PackageBundle, PrimaryBundle } from './package-facts.ts'

/**
 * Which bundle proves the install, because a Mac will list it afterwards:
 * 1. the first app directly in /Applications (or in a folder there), never one inside another bundle;
 * 2. else the only bundle there is;
 * 3. else the first package reference, which no app list shows: it names the install but cannot prove it.
 */
export function choosePrimaryBundle(
  bundles: readonly PackageBundle[],
  fallback: { identifier: string; version: string } | null,
): PrimaryBundle | null {
  const application = applicationsAmong(bundles)[0]
  if (application) return { ...provenBy(application), source: 'application' }
  const [only, ...others] = bundles
  if (only && others.length === 0) return { ...provenBy(only), source: 'bundle' }
  return fallback?.identifier ? { ...fallback, source: 'package' } : null
}

export function applicationsAmong(bundles: readonly PackageBundle[]): PackageBundle[] {
  return bundles.filter(({ path }) => {
    const [root, ...inside] = path.split('/').slice(1)
    return root === 'Applications' && inside.findIndex((part) => part.endsWith('.app')) === inside.length - 1
  })
}

function provenBy({ identifier, shortVersion, version }: PackageBundle): {
  identifier: string
  version: string
} {
  return { identifier, version: shortVersion ?? version ?? '' }
}
