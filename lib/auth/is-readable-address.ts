/** Whether an address is UTF-8 without NUL: PostgreSQL takes nothing else, and none of ours is anything else. */
export function isReadableAddress(url: string): boolean {
  try {
    return !decodeURIComponent(url.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '')).includes('\0')
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}
