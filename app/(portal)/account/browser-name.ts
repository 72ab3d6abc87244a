const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Macintosh/, 'macOS'],
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/Linux/, 'Linux'],
]

/** "Safari, macOS" from what a browser says of itself; null when it says nothing that we know. */
export function browserName(userAgent: string | null): string | null {
  const find = (list: [RegExp, string][]) => list.find(([shape]) => shape.test(userAgent ?? ''))?.[1]
  const found = [find(browsers), find(systems)].filter((name) => name !== undefined)
  return found.length > 0 ? found.join(', ') : null
}
