/** The shelves of the help pages, in the order in which they are shown. */
export const articleCategories = ['getting-started', 'apps', 'security', 'help', 'privacy'] as const

export type ArticleCategory = (typeof articleCategories)[number]

export function isArticleCategory(value: string): value is ArticleCategory {
  return articleCategories.some((category) => category === value)
}
