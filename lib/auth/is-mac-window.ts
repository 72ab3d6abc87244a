const pages = '/enroll/account/'

/**
 * Whether a page stands in the window that a Mac opens for enrolling: the page itself, or the sign-in that leads to it
 * without the document being loaded anew.
 */
export function isMacWindow({ pathname, searchParams }: URL): boolean {
  if (pathname.startsWith(pages)) return true
  return pathname === '/sign-in' && (searchParams.get('to') ?? '').startsWith(pages)
}
