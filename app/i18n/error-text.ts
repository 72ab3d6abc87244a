/** The part of next-intl's translator for the namespace `errors` that errorText needs. */
export interface ErrorMessages {
  (key: string, values?: Record<string, string>): string
  has(key: string): boolean
}

/**
 * The words for a typed error's code. An unknown code gets the words for the unexpected.
 *
 * t  getTranslations('errors') or useTranslations('errors')
 */
export function errorText(t: ErrorMessages, code: string, reference?: string): string {
  if (code !== 'unexpected' && t.has(code)) return t(code)
  return reference ? t('unexpected_with_reference', { reference }) : t('unexpected')
}
