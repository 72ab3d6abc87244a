const parts = (version: string) => version.split(/[^0-9A-Za-z]+/).filter((part) => part !== '')
const isNumber = (part: string) => /^\d{1,15}$/.test(part)

/**
 * Orders versions as people count: 1.9 before 1.10, 2 equal to 2.0, 4.2b1 before 4.2b2. A word comes before a number,
 * so that 3.beta is older than 3.0.
 */
export function compareVersions(left: string, right: string): number {
  const a = parts(left)
  const b = parts(right)
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = comparePart(a[index] ?? '0', b[index] ?? '0')
    if (difference !== 0) return difference
  }
  return 0
}

function comparePart(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return Math.sign(Number(a) - Number(b))
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1
  return Math.sign(a.localeCompare(b, 'en', { numeric: true }))
}
