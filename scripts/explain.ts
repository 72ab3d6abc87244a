const expected = ['bad_environment', 'cannot_start', 'build_failed']

/** A sentence for what a person can put right; the whole error for what only we can. */
export function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (error instanceof Error && expected.includes(String(code))) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
