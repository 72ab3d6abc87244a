/** How dates are written in a language of ours: its English is British, so 23 November comes before 2026. */
export function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}
