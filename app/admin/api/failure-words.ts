/** The part of next-intl's translator for `admin-api` that failureWords needs. */
export interface FailureMessages {
  (key: string, values?: Record<string, string>): string
  has(key: string): boolean
}

/** Why a message was not taken, in words. */
export function failureWords(t: FailureMessages, failure: string): string {
  const [, status] = /^status_(\d+)$/.exec(failure) ?? []
  if (status) return t('failures.status', { status })
  const key = `failures.${failure}`
  return t(t.has(key) ? key : 'failures.connection_failed')
}
