/** The languages in which an article may be written. */
export type ArticleLanguage = 'en' | 'nl'

export function otherLanguage(language: ArticleLanguage): ArticleLanguage {
  return language === 'en' ? 'nl' : 'en'
}
