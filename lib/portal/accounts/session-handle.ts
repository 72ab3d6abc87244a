/** A short name for a session, from the digest of its token: enough to tell a person's own sessions apart. */
export function sessionHandle(tokenSha256: string): string {
  return tokenSha256.slice(0, 24)
}
