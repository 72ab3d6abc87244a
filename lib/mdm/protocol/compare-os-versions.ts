/**
 * Compares two versions of macOS, such as 10.13.6 and 14: below zero when the first is older.
 * Source: Apple, device-management schema (supportedOS: introduced, deprecated, removed)
 */
export function compareOsVersions(first: string, second: string): number {
  const [a, b] = [first.split('.').map(Number), second.split('.').map(Number)]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * A version as a Mac tells it, or null when it is none that can be compared: then nothing is known of it.
 * Source: mdm/checkin/authenticate.yaml (OSVersion)
 */
export function readOsVersion(text: string | null): string | null {
  return text !== null && /^\d{1,4}(\.\d{1,4}){0,3}$/.test(text) ? text : null
}
