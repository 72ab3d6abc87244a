export const locales = ['en', 'nl'] as const
export type Locale = (typeof locales)[number]

export const localeCookie = 'zelf.locale'

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}

/** The best of our languages for an Accept-Language header; English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    return { language: tag.toLowerCase().split('-')[0], weight: quality ? Number(quality.split('=')[1]) : 1 }
  })
  const ranked = wishes.filter((wish) => wish.weight > 0).sort((a, b) => b.weight - a.weight)
  for (const { language } of ranked) if (isLocale(language)) return language
  return 'en'
}
