/** Orders macOS versions by their numbers: 10.9 before 10.15 before 14. Anything that is no number counts as 0. */
export function compareOsVersions(a: string, b: string): number {
  const left = a.split('.').map(numberOrZero)
  const right = b.split('.').map(numberOrZero)
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numberOrZero(part: string): number {
  return /^\d{1,6}$/.test(part) ? Number(part) : 0
}
