/** A path on this site from what an address carried, or '/': never another site, however it is written. */
export function localPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])/.test(given)) return '/'
  const base = 'http://zelf.invalid'
  const url = URL.parse(given, base)
  // Dots are resolved only now, and "/.//evil.example" becomes "//evil.example": another site again.
  const leadsHere = url?.origin === base && !url.pathname.startsWith('//')
  if (!leadsHere || url.pathname.startsWith('/sign-in')) return '/'
  return `${url.pathname}${url.search}`
}
