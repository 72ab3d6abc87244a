import { ScimError } from './scim-error.ts'

/** Whether a list of entity tags (If-Match, If-None-Match) has this one. Weak and strong compare alike. */
export function hasVersion(header: string, version: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(version))
}

/** Refuses a change to something that has changed since it was read (RFC 7644 section 3.14). */
export function requireVersion(ifMatch: string | null, version: string): void {
  if (ifMatch !== null && !hasVersion(ifMatch, version)) {
    throw new ScimError('version_mismatch', 'the resource has changed since that version')
  }
}
