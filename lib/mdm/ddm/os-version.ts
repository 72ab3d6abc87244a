/**
 * Compares versions of macOS number by number: negative when a is older. What is no number counts as 0.
 * Source: declarative/status/device.operating-system.version.yaml
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)))
  for (let at = 0; at < 4; at++) {
    const difference = (left?.[at] || 0) - (right?.[at] || 0)
    if (difference !== 0) return difference
  }
  return 0
}
